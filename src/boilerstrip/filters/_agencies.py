"""Names of picture agencies and picture services, as alternatives of patterns (a leading underscore: not a filter)."""

from __future__ import annotations

AGENCIES = (
    r"AFP|AP|Reuters|REUTERS|dpa|DPA|APA|EPA|epa|EFE|ANSA|NTB|TT|Ritzau|Getty(?:\s?Images)?|Shutterstock|Alamy|imago|IMAGO|"
    r"picture[ -]alliance|Anadolu|Xinhua|Bloomberg|Scanpix|PA(?: Wire| Media)?|Keystone|Lehtikuva|ANP|Belga|CTK|ČTK|PAP|MTI|"
    r"Kyodo|Yonhap|ТАСС|РИА Новости"
)
#: Services whose names are words of other texts too: looked for only at the end of what is known for a caption.
SERVICES = r"Unsplash|Pixabay|Wikimedia(?: Commons)?|iStock(?:photo)?|Europa Press|SIPA|AAP"
