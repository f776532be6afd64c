"""nr2.ru: a column of news tickers, a poll and a calendar."""

from boilerstrip.site import Site

SITES = (
    Site(
        hosts=("nr2.ru",),
        body=("div.mafa",),
        chrome=("div.mafa1", "table.meta"),
        chrome_lines=(
            r"^Подписка на рассылку",
            r"^Все права на материалы и новости, опубликованные на сайте",
            r"^Допускается цитирование материалов",
            r"^Доля на сайте",
            r"^Правовые ограничения:",
            r"^Полностью за \d",
        ),
        drop_examples=("Полностью за 12.04",),
        keep_examples=("Полностью зависит от погоды, сказал смотритель.",),
    ),
)
