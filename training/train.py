"""Step 3: train a tagger, out of fold or on everything.

python -m training.train --cache CACHE --medium html --folds 5      # one model a fold, for measuring
python -m training.train --cache CACHE --medium html --all          # the model that ships
"""

from __future__ import annotations

import argparse
import gzip
import math
import pickle
import random
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from boilerstrip.page import Medium
from boilerstrip.tagger.elements import BAGS, LEVELS, ancestors
from boilerstrip.tagger.features import names
from boilerstrip.tagger.model import LABELS
from training.data import fold_of
from training.network import GAP, Batch, Network, Size
from training.prepare import Example
from training.teach import Soft

BODY, CHROME, HEADLINE, CAPTION, CREDIT = (LABELS.index(name) for name in ("body", "chrome", "headline", "caption", "credit"))

#: A class word counts when it stands on the pages of so many domains; rarer ones are a site's own.
LEAST_DOMAINS = 3
#: What ships is the exponential moving average of the weights: half of it is younger than 230 steps.
EMA = 0.997
BLOCKS_A_BATCH = 4000
#: Share of class words hidden from the network while it learns.
WORD_DROPOUT = 0.15
#: How often a page loses all of its class words, and how often what its containers are and hold: pages of other decades and countries
#: are built from other elements, and a tagger that leans on them fails there.
PAGE_WORDS_DROPOUT = 0.3
CONTAINER_DROPOUT = 0.25
#: How often a page loses what it states about itself (wcxb's pages have no scripts: FINDINGS).
STATED_DROPOUT = 0.3
#: Weight of a rare label's loss against a body or chrome block's.
RARE = {HEADLINE: 4.0, CAPTION: 3.0, CREDIT: 2.0}
#: What a block costs grows with its width to this power; widths are clipped to these.
COST_POWER = 0.5
COST_WIDTHS = (12, 600)
#: A page's blocks are divided by the page's total to this power (0: all blocks count alike, 1: all pages do).
PAGE_POWER = 0.5
#: How much of the loss is what the teachers say (training/teach.py), where there are teachers; the rest is gold.
TAUGHT = 0.7
#: Channels, and layers along the page, of what ships: HTML has no time to spend on more (training/README.md has what other shapes gave).
SHAPE = {Medium.HTML: (64, 5), Medium.TEXT: (128, 4)}
#: News pages are fewer than blog pages, and are what most captures are.
SET_WEIGHT = {"fundus": 2.0, "trafeval": 1.0, "wcxb": 1.0, "unlabelled": 0.7}


def vocabulary_of(examples: list[Example]) -> list[str]:
    """Class words that stand on at least LEAST_DOMAINS domains; place 0 is for all others."""
    domains: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for word in {word for words in example.words for word in words}:
            domains[word].add(example.domain)
    return ["", *sorted(word for word, seen in domains.items() if len(seen) >= LEAST_DOMAINS)]


class Packer:
    """Turns examples into packed batches with targets."""

    def __init__(self, vocabulary: list[str], medium: Medium, seed: int, soft: Soft) -> None:
        self.soft = soft
        self.places = {word: place for place, word in enumerate(vocabulary)}
        columns = names(medium)
        self.stated = [i for i, name in enumerate(columns) if name.startswith(("words in the title", "title words", "words in the headline",
                       "headline fact", "words in the desc", "description words", "words in the articleBody", "page has"))]  # fmt: skip
        self.containers = [i for i, name in enumerate(columns) if name.startswith("inside ") or name.endswith(LEVELS)]
        self.random = np.random.default_rng(seed)
        self.encoded: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def _ids(self, example: Example) -> tuple[np.ndarray, np.ndarray]:
        """The places of the words of all kinds in one array, and how many each kind has."""
        key = id(example)
        if key not in self.encoded:
            get = self.places.get
            ids = [[get(word, 0) for word in words] or [0] for words in example.words]
            self.encoded[key] = np.array([i for kind in ids for i in kind], np.int64), np.array([len(kind) for kind in ids], np.int64)
        return self.encoded[key]

    def pack(self, examples: list[Example], *, training: bool) -> tuple[Batch, dict[str, Tensor]]:
        """The batch, and its targets: share, allowed, weight per row."""
        rows = sum(len(e.label) + GAP for e in examples)
        width = examples[0].dense.shape[1]
        dense = np.zeros((rows, width), np.float32)
        mask, share, weight = (np.zeros(rows, np.float32) for _ in range(3))
        page = np.zeros(rows, np.int64)
        allowed = np.zeros((rows, len(LABELS)), np.float32)
        allowed[:, CHROME] = 1
        taught = np.zeros((rows, len(LABELS)), np.float32)
        listening = np.zeros(rows, np.float32)
        words, lengths, parents = [np.zeros(1, np.int64)], [np.ones(1, np.int64)], [np.full(1, -1)]  # kind 0: no element
        kind = np.zeros(rows, np.int64)
        kinds = 1
        at = 0
        for number, e in enumerate(examples):
            n = len(e.label)
            to = slice(at, at + n)
            dense[to] = e.dense
            if training and self.stated and self.random.random() < STATED_DROPOUT:
                dense[to, self.stated[self.random.integers(0, 2) * 6 :]] = 0
            if training and self.containers and self.random.random() < CONTAINER_DROPOUT:
                dense[to, self.containers] = 0
            mask[to] = 1
            page[at : at + n + GAP] = number
            share[to] = e.share
            label = e.label
            allowed[to] = 0
            known = label >= 0
            allowed[np.arange(at, at + n)[known], label[known]] = 1
            # what is body only in part is something else for the rest
            allowed[to][label == BODY] = np.array([name != "body" for name in LABELS], np.float32)
            if e.gold.captions is None:
                # no gold says which of these are captions. To take what the source calls one for one was tried: no difference
                allowed[at : at + n][label == CHROME] = np.array([n_ in ("chrome", "caption", "credit") for n_ in LABELS], np.float32)
            rare = np.ones(n, np.float32)
            for which, factor in RARE.items():
                rare[label == which] = factor
            cost = e.weight * rare * (np.clip(e.width, *COST_WIDTHS) / 100) ** COST_POWER * SET_WEIGHT[e.set]
            # the score is a mean over pages: a page of a thousand blocks must not count a thousand times
            weight[to] = cost / max(float(cost.sum()), 1.0) ** PAGE_POWER
            said = self.soft.get((e.set, e.id, e.style))
            if said is not None:
                taught[to] = said
                cost = (np.clip(e.width, *COST_WIDTHS) / 100) ** COST_POWER * SET_WEIGHT[e.set]
                for which, factor in RARE.items():
                    cost = cost * (1 + (factor - 1) * said[:, which].astype(np.float32))
                listening[to] = cost / max(float(cost.sum()), 1.0) ** PAGE_POWER
            if e.words:
                flat, sizes = self._ids(e)
                words.append(flat * 0 if training and self.random.random() < PAGE_WORDS_DROPOUT else flat)
                lengths.append(sizes)
                parents.append(np.where(e.parent < 0, 0, e.parent + kinds))
                kind[to] = e.kind + kinds
                kinds += len(e.words)
            at += n + GAP
        flat, sizes = np.concatenate(words), np.concatenate(lengths)
        if training:
            flat = np.where(self.random.random(len(flat)) < WORD_DROPOUT, 0, flat)
        up = ancestors(np.concatenate(parents), BAGS[-1][1])
        batch = Batch(
            torch.from_numpy(dense), torch.from_numpy(mask), torch.from_numpy(page), len(examples), torch.from_numpy(kind),
            torch.from_numpy(flat), torch.from_numpy(np.cumsum(sizes) - sizes), torch.from_numpy(np.repeat(np.arange(len(sizes)), sizes)),
            [torch.from_numpy(np.maximum(step, 0)) for step in up],
        )  # fmt: skip
        targets = {"share": share, "allowed": allowed, "weight": weight}
        if self.soft:
            targets |= {"taught": taught, "listening": listening}
        return batch, {key: torch.from_numpy(value) for key, value in targets.items()}


def loss_of(logits: Tensor, targets: dict[str, Tensor]) -> Tensor:
    """Cross entropy against soft body shares; where several labels may be right, against their sum."""
    log_p = torch.log_softmax(logits, 1)
    body = log_p[:, BODY]
    other = torch.logsumexp(log_p + torch.log(targets["allowed"].clamp(min=1e-9)), 1)
    per_row = -(targets["share"] * body + (1 - targets["share"]) * other)
    loss = (per_row * targets["weight"]).sum() / targets["weight"].sum().clamp(min=1)
    if "taught" not in targets:
        return loss
    from_teachers = -(targets["taught"] * log_p).sum(1)
    taught = (from_teachers * targets["listening"]).sum() / targets["listening"].sum().clamp(min=1)
    return (1 - TAUGHT) * loss + TAUGHT * taught


def _batches(examples: list[Example], rng: random.Random) -> list[list[Example]]:
    order = examples[:]
    rng.shuffle(order)
    batches: list[list[Example]] = [[]]
    size = 0
    for e in order:
        if size + len(e.label) > BLOCKS_A_BATCH and batches[-1]:
            batches.append([])
            size = 0
        batches[-1].append(e)
        size += len(e.label)
    return batches


def _sample(examples: list[Example], rng: random.Random) -> list[Example]:
    """One epoch's examples: of every page one dump, in a style drawn anew (an HTML page has one style)."""
    by_page: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for e in examples:
        by_page[e.set, e.id].append(e)
    return [rng.choice(styles) for styles in by_page.values()]


def train(examples: list[Example], medium: Medium, epochs: int, seed: int, soft: Soft, shape: tuple[int, int]) -> tuple[Network, list[str]]:
    """A trained network and its vocabulary."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    vocabulary = vocabulary_of(examples) if medium is Medium.HTML else [""]
    size = Size(examples[0].dense.shape[1], len(vocabulary) if medium is Medium.HTML else 0, *shape)
    network = Network(size)
    sample = np.concatenate([e.dense for e in rng.sample(examples, min(300, len(examples)))]).astype(np.float32)
    network.mean.data = torch.from_numpy(sample.mean(0))
    network.scale.data = torch.from_numpy(1 / np.maximum(sample.std(0), 0.05))
    packer = Packer(vocabulary, medium, seed, soft)
    optimizer = torch.optim.AdamW([p for p in network.parameters() if p.requires_grad], lr=3e-3, weight_decay=0.02)
    steps_an_epoch = len(_batches(_sample(examples, random.Random(0)), random.Random(0)))
    total = epochs * steps_an_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, step / total))))
    )
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(EMA))
    network.train()
    for epoch in range(epochs):
        losses = []
        start = time.perf_counter()
        for group in _batches(_sample(examples, rng), rng):
            batch, targets = packer.pack(group, training=True)
            loss = loss_of(network(batch), targets)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(network)
            losses.append(loss.item())
        print(f"  epoch {epoch + 1}/{epochs}: loss {np.mean(losses):.4f}, {time.perf_counter() - start:.1f} s", flush=True)
    averaged = average.module.eval()
    assert isinstance(averaged, Network)
    return averaged, vocabulary


def save(network: Network, vocabulary: list[str], file: Path) -> None:
    """The weights as float16, and the vocabulary, in one .npz."""
    arrays = {
        name: value.detach().numpy().astype(np.float16 if value.ndim > 1 else np.float32) for name, value in network.state_dict().items()
    }
    words = np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(file, vocabulary=words, **arrays)


def main() -> None:
    """Train and save `<cache>/models/<medium>-<fold>.npz`, or `<medium>-all.npz`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--medium", type=Medium, choices=list(Medium), required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, help="train this fold only")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tag", default="", help="added to the model's name, for experiments")
    parser.add_argument("--taught", action="store_true", help="learn from what training.teach wrote, too")
    parser.add_argument("--hidden", type=int, help="channels, where not those of what ships")
    parser.add_argument("--depth", type=int, help="layers along the page, likewise")
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    with gzip.open(a.cache / f"{a.medium}.pickle.gz", "rb") as file:
        examples: list[Example] = pickle.load(file)
    hidden, depth = SHAPE[a.medium]
    shape = a.hidden or hidden, a.depth or depth
    folds = [None] if a.all else [a.only] if a.only is not None else list(range(a.folds))
    for fold in folds:
        chosen = [e for e in examples if fold is None or fold_of(e.domain, a.folds) != fold]
        print(f"{a.medium} fold {fold}: {len(chosen)} of {len(examples)} examples", flush=True)
        name = "all" if fold is None else fold
        soft: Soft = {}
        if a.taught:
            with gzip.open(a.cache / "soft" / f"{a.medium}-{name}.pickle.gz", "rb") as file:
                soft = pickle.load(file)
        chosen = [e for e in chosen if e.weight.any() or (e.set, e.id, e.style) in soft]  # of the others nothing is known
        network, vocabulary = train(chosen, a.medium, a.epochs, a.seed, soft, shape)
        save(network, vocabulary, a.cache / "models" / f"{a.medium}-{name}{a.tag}.npz")


if __name__ == "__main__":
    main()
