"""The network as torch trains it; tagger/model.py is its numpy twin (a test holds them together)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from boilerstrip.tagger.elements import BAGS
from boilerstrip.tagger.model import LABELS

DILATIONS = (1, 2, 4, 8, 16)
#: Rows of zeros between the pages of a packed batch: as wide as the widest dilation, so that no convolution sees a neighbour page.
GAP = max(DILATIONS)
#: Chances that `Dropout` draws from; more than a batch has numbers.
SUPPLY = 8_000_009


@dataclass(frozen=True, slots=True)
class Size:
    """How large a network is."""

    features: int
    vocabulary: int
    hidden: int
    """Channels."""
    depth: int
    """How many of DILATIONS have a layer."""
    embedded: int = 16
    dropout: float = 0.15


@dataclass(frozen=True, slots=True)
class Batch:
    """Several pages packed into one sequence with gaps of zeros between."""

    dense: Tensor
    mask: Tensor
    page: Tensor
    """Per row, which page it is of."""
    pages: int
    kind: Tensor
    """Per row, which kind of element holds it; kind 0 is no element."""
    words: Tensor
    """The words of all kinds, one after the other; 0 is a word that does not count."""
    starts: Tensor
    """Per kind, where its words start."""
    owner: Tensor
    """Per word, its kind."""
    up: list[Tensor]
    """Per kind its ancestor 0, 1, 2 ... steps up; 0 beyond the top."""


class Dropout(nn.Module):
    """Dropout that takes its chances from a supply of them, from a place drawn anew: to draw each was a fifth of all training time."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.supply = (torch.rand(SUPPLY) >= share).float() / (1 - share) if share else torch.ones(SUPPLY)

    def forward(self, x: Tensor) -> Tensor:
        """x, with a share of its numbers 0 and the others larger for it, while training."""
        if not self.training or not self.share:
            return x
        start = int(torch.randint(SUPPLY - x.numel(), ()))
        return x * self.supply[start : start + x.numel()].view(x.shape)


def shifted(along: nn.Conv1d, x: Tensor) -> Tensor:
    """What a depthwise convolution makes of rows of channels; three products are quicker on a processor than torch's own."""
    reach, weights = int(along.dilation[0]), along.weight[:, 0].T
    nothing = torch.zeros(reach, x.shape[1])
    bias = along.bias
    assert bias is not None
    return x * weights[1] + bias + torch.cat([nothing, x[:-reach]]) * weights[0] + torch.cat([x[reach:], nothing]) * weights[2]


class Network(nn.Module):
    """Dense features and bags of class words -> hidden -> dilated separable convolutions -> page summary -> logits."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.mean = nn.Parameter(torch.zeros(size.features), requires_grad=False)
        self.scale = nn.Parameter(torch.ones(size.features), requires_grad=False)
        width = size.features
        self.embedding: nn.EmbeddingBag | None = None
        if size.vocabulary:
            self.embedding = nn.EmbeddingBag(size.vocabulary, size.embedded, mode="sum", padding_idx=0)
            nn.init.normal_(self.embedding.weight, std=0.1)
            width += len(BAGS) * size.embedded
        dilations = DILATIONS[: size.depth]
        self.first = nn.Linear(width, size.hidden)
        self.along = nn.ModuleList(nn.Conv1d(size.hidden, size.hidden, 3, dilation=d, padding=d, groups=size.hidden) for d in dilations)
        self.across = nn.ModuleList(nn.Linear(size.hidden, size.hidden) for _ in dilations)
        self.summary = nn.Linear(2 * size.hidden, size.hidden)
        self.second = nn.Linear(size.hidden, size.hidden)
        self.last = nn.Linear(size.hidden, len(LABELS))
        self.dropout = Dropout(size.dropout)

    def forward(self, batch: Batch) -> Tensor:
        """Logits per row of the packed batch."""
        x = (batch.dense - self.mean) * self.scale
        if self.embedding is not None:
            x = torch.cat([x, self._embedded(self.embedding, batch)[batch.kind]], 1)
        mask = batch.mask[:, None]
        h = torch.relu(self.first(self.dropout(x))) * mask
        for place, (along, across) in enumerate(zip(self.along, self.across, strict=True)):
            assert isinstance(along, nn.Conv1d)
            update = torch.relu(across(shifted(along, self.dropout(h)))) * mask
            h = h + update
            if place == 1:
                h = h + torch.relu(self.summary(self._pooled(h, batch)))[batch.page] * mask
        return self.last(self.dropout(torch.relu(self.second(h)) + h))

    def _embedded(self, embedding: nn.EmbeddingBag, batch: Batch) -> Tensor:
        """Per kind of element the mean embedding of each bag."""
        sums = embedding(batch.words, batch.starts)
        counts = torch.zeros(len(batch.starts)).index_add(0, batch.owner, (batch.words > 0).float())
        bags = []
        for first, last in BAGS:
            total = torch.stack([sums[step] for step in batch.up[first:last]]).sum(0)
            count = torch.stack([counts[step] for step in batch.up[first:last]]).sum(0)
            bags.append(total / count.clamp(min=1)[:, None])
        return torch.cat(bags, 1)

    def _pooled(self, h: Tensor, batch: Batch) -> Tensor:
        """Per page, mean and mean square over its blocks."""
        count = torch.zeros(batch.pages).index_add(0, batch.page, batch.mask).clamp(min=1)
        both = torch.cat((h, h * h), 1)
        return torch.zeros(batch.pages, both.shape[1]).index_add(0, batch.page, both) / count[:, None]
