"""The network as torch trains it; tagger/model.py is its numpy twin (a test holds them together)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from boilerstrip.tagger.elements import BAGS
from boilerstrip.tagger.model import LABELS

#: Rows of zeros between the pages of a packed batch: as wide as the widest dilation, so that no convolution sees a neighbour page.
DILATIONS = (1, 2, 4, 8, 16)
GAP = max(DILATIONS)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a network is."""

    features: int
    vocabulary: int
    hidden: int = 64
    embedded: int = 16
    dropout: float = 0.15


class Batch:
    """Several pages packed into one sequence with gaps of zeros between."""

    __slots__ = ("bag_ids", "bag_offsets", "dense", "mask", "page", "pages", "path")

    def __init__(self, dense: Tensor, mask: Tensor, page: Tensor, pages: int, path: Tensor, bags: list[tuple[Tensor, Tensor]]) -> None:
        self.dense = dense
        self.mask = mask
        self.page = page
        self.pages = pages
        self.path = path
        self.bag_ids = [ids for ids, _ in bags]
        self.bag_offsets = [offsets for _, offsets in bags]


class Network(nn.Module):
    """Dense features and bags of class words -> hidden -> dilated convolutions -> page summary -> logits."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.mean = nn.Parameter(torch.zeros(size.features), requires_grad=False)
        self.scale = nn.Parameter(torch.ones(size.features), requires_grad=False)
        width = size.features
        self.embedding: nn.EmbeddingBag | None = None
        if size.vocabulary:
            self.embedding = nn.EmbeddingBag(size.vocabulary, size.embedded, mode="mean", padding_idx=0)
            nn.init.normal_(self.embedding.weight, std=0.1)
            width += BAGS * size.embedded
        self.first = nn.Linear(width, size.hidden)
        self.convolutions = nn.ModuleList(nn.Conv1d(size.hidden, size.hidden, 3, dilation=d, padding=d) for d in DILATIONS)
        self.summary = nn.Linear(2 * size.hidden, size.hidden)
        self.second = nn.Linear(size.hidden, size.hidden)
        self.last = nn.Linear(size.hidden, len(LABELS))
        self.dropout = nn.Dropout(size.dropout)

    def forward(self, batch: Batch) -> Tensor:
        """Logits per row of the packed batch."""
        x = (batch.dense - self.mean) * self.scale
        if self.embedding is not None:
            bags = [self.embedding(ids, offsets)[batch.path] for ids, offsets in zip(batch.bag_ids, batch.bag_offsets, strict=True)]
            x = torch.cat([x, *bags], 1)
        mask = batch.mask[:, None]
        h = torch.relu(self.first(self.dropout(x))) * mask
        for place, convolution in enumerate(self.convolutions):
            update = torch.relu(convolution(self.dropout(h).T[None])[0].T) * mask
            h = h + update
            if place == 1:
                h = h + torch.relu(self.summary(self._pooled(h, batch)))[batch.page] * mask
        return self.last(self.dropout(torch.relu(self.second(h)) + h))

    def _pooled(self, h: Tensor, batch: Batch) -> Tensor:
        """Per page, mean and mean square over its blocks."""
        count = torch.zeros(batch.pages).index_add(0, batch.page, batch.mask).clamp(min=1)
        both = torch.cat((h, h * h), 1)
        return torch.zeros(batch.pages, both.shape[1]).index_add(0, batch.page, both) / count[:, None]
