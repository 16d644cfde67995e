"""Turns the features of the corpus into the weights in src/answers/nlu/weights, and prints a report.

    python3 training/train.py FEATURES.json [--held-out] [--with-strangers]

A tenth of the writers is left out to measure; the weights are then learned from all. `--held-out` writes the weights
learned without them, so that the whole program can be measured on these writers. The same corpus and versions
give the same weights: every random number has a fixed seed.
"""
import collections, hashlib, json, pathlib, struct, sys
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

HERE = pathlib.Path(__file__).resolve().parent
WEIGHTS = HERE.parent / "src/answers/nlu/weights"
HELD_OUT = 10  # every tenth writer
IDF_STEPS, CONCEPT_FACTOR, STEPS = 16, 0.5, 32
SEED, FOLDS = 22, 3
# what is asked with the same words about the whole event
NO_SESSION = ("event.when", "event.start", "event.end", "event.about", "schedule.now", "schedule.next", "schedule.full", "organiser")


def corpus_hash():
    digest = hashlib.sha256()
    for folder in (HERE / "corpus", HERE.parent / "tests/data"):
        for path in sorted(folder.glob("*.jsonl")):
            digest.update(path.read_bytes())
    return digest.digest()


def concept_hash(name):
    """As in src/answers/nlu/features.rs."""
    number = 0x811C9DC5
    for byte in f"c\x01{name}\x01".encode():
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    return number


# what the ranker says about a message: in training from a ranker that has not seen its writer
BY_RANKER = [concept_hash("session-meant"), concept_hash("session-clear")]


def read_pieces():
    data = (WEIGHTS / "pieces.bin").read_bytes()
    count, dimensions, length = struct.unpack_from("<III", data, 8)
    start = 20 + 4 * (count + 1) + 4 * count + length
    vectors = np.frombuffer(data, np.int8, count * dimensions, start).reshape(count, dimensions)
    return torch.tensor(vectors.astype(np.float32) / STEPS)


def other_readings(row):
    return [a if isinstance(a, dict) else {"intent": a} for a in row.get("also", [])]


def right_intents(row):
    found = {row["intent"]} | {a["intent"] for a in other_readings(row)}
    found = {"topic" if name.startswith("topic") else name for name in found}
    return found | {"contact", "human"} if found & {"contact", "human"} else found


# ---- letters, words and concepts: a linear model


class Linear:
    """One-against-rest support vector machines over tf-idf, with the concepts beside them."""

    def __init__(self, rows):
        frequency = collections.Counter()
        for row in rows:
            for group in ("letters", "words"):
                frequency.update({h for h, _ in row["f"]["features"][group]})
        concepts = collections.Counter(h for row in rows for h, _ in row["f"]["features"]["concepts"]) + collections.Counter(BY_RANKER)
        self.at = {h: i for i, h in enumerate(sorted([h for h, n in frequency.items() if n >= 2] + [h for h in concepts if h not in frequency or frequency[h] < 2]))}
        self.idf = np.ones(len(self.at))
        for h, i in self.at.items():
            if h in frequency and frequency[h] >= 2:
                self.idf[i] = np.log((1 + len(rows)) / (1 + frequency[h])) + 1
        self.idf = np.clip(np.round(self.idf * IDF_STEPS), 1, 255) / IDF_STEPS

    def matrix(self, rows, dropped=None):
        data, columns, starts = [], [], [0]
        for n, row in enumerate(rows):
            for group in ("letters", "words"):
                known = [(self.at[h], (1 + np.log(c)) * self.idf[self.at[h]]) for h, c in row["f"]["features"][group] if h in self.at]
                norm = np.sqrt(sum(v * v for _, v in known)) or 1
                columns += [i for i, _ in known]
                data += [v / norm for _, v in known]
            if not (dropped and dropped[n]):
                for h, v in row["f"]["features"]["concepts"]:
                    if h in self.at and v and h not in BY_RANKER:
                        columns.append(self.at[h])
                        data.append(v * CONCEPT_FACTOR)
            for h, v in zip(BY_RANKER, row["by_ranker"]):
                columns.append(self.at[h])
                data.append(v * CONCEPT_FACTOR)
            starts.append(len(data))
        return csr_matrix((np.array(data, np.float32), columns, starts), shape=(len(rows), len(self.at)))

    def fit(self, rows):
        # the words behind the concepts were written from the old lists: there the concepts say too much
        dropped = [row["writer"].startswith("old-") for row in rows]
        self.svm = LinearSVC(C=0.3, random_state=SEED).fit(self.matrix(rows, dropped), [row["intent"] for row in rows])
        self.intents = list(self.svm.classes_)
        return self

    def scores(self, rows):
        return self.svm.decision_function(self.matrix(rows))

    def export(self, sharpness):
        coefficients = self.svm.coef_ * 1.0
        scales = np.abs(coefficients).max(1) / 127
        stored = np.round(coefficients / scales[:, None]).astype(np.int8).T
        hashes = np.array(list(self.at), np.int64)
        idf = np.round(self.idf * IDF_STEPS).astype(np.uint8)
        keep = np.abs(stored).max(1) > 1
        hashes, idf, stored = hashes[keep], idf[keep], stored[keep]
        out = b"KOZEINT1" + corpus_hash() + struct.pack("<I", len(self.intents))
        for name, scale, bias in zip(self.intents, scales, self.svm.intercept_):
            out += struct.pack("<I", len(name)) + name.encode() + struct.pack("<ff", scale, bias)
        out += struct.pack("<fI", sharpness, len(hashes)) + hashes.astype("<u4").tobytes() + idf.tobytes() + stored.tobytes()
        (WEIGHTS / "intents.bin").write_bytes(out)
        print(f"linear: {len(hashes)} features of {len(keep)}, {len(out) / 1e6:.1f} MB")


def pad(lists):
    longest = max(1, max(map(len, lists)))
    ids = torch.tensor([x + [0] * (longest - len(x)) for x in lists])
    mask = torch.tensor([[1.0] * len(x) + [0.0] * (longest - len(x)) for x in lists])
    return ids, mask


def floats(tensor):
    return tensor.detach().numpy().astype("<f4").tobytes()


def layer(linear):
    bias = linear.bias if linear.bias is not None else torch.zeros(linear.out_features)
    return struct.pack("<II", linear.in_features, linear.out_features) + floats(linear.weight) + floats(bias)


# ---- sessions


class Sessions(nn.Module):
    FROM_START, FROM_END = 8, 6

    def __init__(self, pieces, programmes, width=128):
        super().__init__()
        torch.manual_seed(SEED)
        self.vectors = pieces
        self.rotation = nn.Linear(pieces.shape[1], width, bias=False)
        nn.init.orthogonal_(self.rotation.weight)
        self.message_gate = nn.Linear(pieces.shape[1], 1)
        self.session_gate = nn.Linear(pieces.shape[1], 1)
        self.gate = nn.Parameter(torch.zeros(len(pieces)))
        # the last output says that no session is meant
        self.places = nn.Linear(pieces.shape[1], self.FROM_START + self.FROM_END + 1)
        self.match = nn.Parameter(torch.tensor([4.0, 3.0]))
        self.cues = nn.Parameter(torch.tensor([3.0, 1.0, 1.0, 0.5, 2.0, 2.0, 0.0, 0.0, 0.0, 1.0]))
        self.programmes = {}
        for event, sessions in programmes.items():
            ids, mask = pad([own for _, own in sessions])
            frequency = collections.Counter(i for _, own in sessions for i in own)
            rare = torch.tensor([[frequency[int(i)] ** -0.5 if m else 0.0 for i, m in zip(a, b)] for a, b in zip(ids, mask)])
            self.programmes[event] = ([name for name, _ in sessions], ids, mask, rare)

    def forward(self, event, rows):
        names, ids, mask, rare = self.programmes[event]
        q, qm = pad([row["f"]["pieces"] or [0] for row in rows])
        vq, vs = self.vectors[q], self.vectors[ids]
        likeness = torch.einsum("bqd,nsd->bnqs", F.normalize(self.rotation(vq), dim=-1), F.normalize(self.rotation(vs), dim=-1))
        to_session = likeness.masked_fill(mask[None, :, None, :] == 0, -1).max(3)[0].pow(3)
        to_message = likeness.masked_fill(qm[:, None, :, None] == 0, -1).max(2)[0].pow(3)
        g = F.softplus(self.message_gate(vq)[..., 0] + self.gate[q]) * qm
        h = F.softplus(self.session_gate(vs)[..., 0] + self.gate[ids]) * mask * rare
        points = self.match[0] * (to_session * g[:, None]).sum(2) / (g.sum(1)[:, None] + 0.5)
        points = points + self.match[1] * (to_message * h[None]).sum(2) / (h.sum(1)[None] + 0.5)
        mean = (vq * qm[..., None]).sum(1) / qm.sum(1, keepdim=True).clamp(min=1)
        place, at = self.places(mean), torch.arange(len(names))
        points = points + place[:, at.clamp(max=self.FROM_START - 1)] + place[:, self.FROM_START + (len(names) - 1 - at).clamp(max=self.FROM_END - 1)]
        points = points + torch.tensor(np.array([row["f"]["cues"] for row in rows], np.float32)) @ self.cues
        return torch.cat([points, place[:, -1:]], 1)

    def fit(self, rows, epochs=6, batch=24):
        order = np.random.RandomState(SEED)
        by_event = collections.defaultdict(list)
        for row in rows:
            by_event[row["event"]].append(row)
        optimizer = torch.optim.AdamW(self.parameters(), lr=3e-3, weight_decay=0.01)
        total = epochs * sum(-(-len(r) // batch) for r in by_event.values()); step = 0
        for _ in range(epochs):
            batches = []
            for event, own in by_event.items():
                own = [own[i] for i in order.permutation(len(own))]
                batches += [(event, own[i : i + batch]) for i in range(0, len(own), batch)]
            order.shuffle(batches)
            for event, b in batches:
                for group in optimizer.param_groups:
                    group["lr"] = 3e-3 * (1 - step / total) + 1e-5
                step += 1
                names = self.programmes[event][0]
                loss = F.cross_entropy(self(event, b), torch.tensor([names.index(r["session"]) if r["intent"].startswith("session.") else len(names) for r in b])) + 2e-4 * (self.gate**2).sum()
                optimizer.zero_grad(); loss.backward(); optimizer.step()
        return self

    def shares(self, rows):
        by_event = collections.defaultdict(list)
        for i, row in enumerate(rows):
            by_event[row["event"]].append(i)
        found = [None] * len(rows)
        with torch.no_grad():
            for event, own in by_event.items():
                for n in range(0, len(own), 64):
                    part = own[n : n + 64]
                    for i, share in zip(part, F.softmax(self(event, [rows[i] for i in part]), 1).numpy()):
                        found[i] = share
        return found

    def export(self):
        out = b"KOZESES1" + layer(self.rotation) + layer(self.message_gate) + layer(self.session_gate) + layer(self.places)
        out += struct.pack("<I", len(self.gate)) + floats(self.gate) + floats(self.match) + floats(self.cues)
        (WEIGHTS / "sessions.bin").write_bytes(out)
        print(f"sessions: {len(out) / 1e6:.1f} MB, match {self.match.tolist()}, cues {[round(c, 2) for c in self.cues.tolist()]}")


# ---- together


def split(rows):
    """The rows to learn from, those of the held out writers, those of the strangers, and those of the other event.

    The lists of the first authors, and the shortest messages, are learned from but never measured on."""
    others = {name: [r for r in rows if r["writer"] == name] for name in ("old-strangers", "old-two-days")}
    rows = [r for r in rows if r["writer"] not in others]
    writers = sorted({r["writer"] for r in rows if r["writer"].startswith("w")})
    held = set(writers[HELD_OUT // 2 - 1 :: HELD_OUT])
    return [r for r in rows if r["writer"] not in held], [r for r in rows if r["writer"] in held], *others.values()


def softmax(points):
    points = np.exp(points - points.max(1, keepdims=True))
    return points / points.sum(1, keepdims=True)


def measure(name, rows, probabilities, intents):
    good = np.array([intents[i] in right_intents(row) for row, i in zip(rows, probabilities.argmax(1))])
    two = np.array([bool({intents[i] for i in p.argsort()[-2:]} & right_intents(row)) for row, p in zip(rows, probabilities)])
    by = "  ".join(f"{l} {good[[r['lang'] == l for r in rows]].mean():.3f}" for l in ("fr", "en", "gcf") if any(r["lang"] == l for r in rows))
    print(f"  {name:28} {len(rows):5}  {good.mean():.3f}  ({by})  best two {two.mean():.3f}", flush=True)
    return good


def reliability(probabilities, good):
    most = probabilities.max(1)
    for low, high in ((0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = (most >= low) & (most < high)
        if inside.any():
            print(f"    said {low:.1f} to {min(high, 1):.1f}: {inside.sum():5} answers, mean {most[inside].mean():.2f}, right {good[inside].mean():.2f}")


def sharpness_of(rows, scores, intents):
    """The sharpness under which the right intents are most probable."""
    index = np.array([intents.index(row["intent"]) for row in rows])
    trials = np.arange(1.0, 8.0, 0.1)
    losses = [-np.log(softmax(s * scores)[range(len(rows)), index] + 1e-9).mean() for s in trials]
    return float(trials[int(np.argmin(losses))])


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    data = json.load(open(arguments[0], encoding="utf-8"))
    rows, programmes = data["rows"], data["sessions"]
    # answers of an event file are found by their questions
    rows = [r for r in rows if r["intent"] != "faq"]
    train, test, strangers, two_days = split(rows)
    pieces = read_pieces()
    torch.set_num_threads(2)
    print(f"{len(train)} lines to learn from, {len(test)} of held out writers: {', '.join(sorted({r['writer'] for r in test}))}", flush=True)
    ranker = learn_sessions(train, pieces, programmes)
    for own in (test, strangers, two_days):
        add_ranking(ranker, own)
    for name, own in (("held out writers", named(test)), ("strangers", named(strangers))):
        found = ranker.shares(own)
        best = [programmes[r["event"]][int(s[:-1].argmax())][0] for r, s in zip(own, found)]
        ok = np.array([b in {r["session"]} | {a.get("session") for a in other_readings(r)} for r, b in zip(own, best)])
        print(f"  sessions, {name}: {len(own)}, right {ok.mean():.3f}")
        reliability(np.array([[s[:-1].max()] for s in found]), ok)
    linear = Linear(train).fit(train)
    intents = linear.intents
    scores = linear.scores(test)
    sharpness = sharpness_of(test, scores, intents)
    print(f"sharpness {sharpness:.1f}")
    p = softmax(sharpness * scores)
    good = measure("held out writers", test, p, intents)
    reliability(p, good)
    measure("strangers", strangers, softmax(sharpness * linear.scores(strangers)), intents)
    measure("two days", two_days, softmax(sharpness * linear.scores(two_days)), intents)
    for event in sorted({r["event"] for r in test}):
        own = [i for i, r in enumerate(test) if r["event"] == event]
        measure("  " + event, [test[i] for i in own], p[own], intents)
    confusion = collections.Counter((r["intent"], intents[i]) for r, i, g in zip(test, p.argmax(1), good) if not g)
    print("  confused:", ", ".join(f"{a} as {b} {n}" for (a, b), n in confusion.most_common(25)))
    if "--ablation" in sys.argv:
        ablation(train, {"held out writers": test, "strangers": strangers}, sharpness)
    if "--held-out" in sys.argv:
        linear.export(sharpness)
        ranker.export()
        return
    final = train + test + (strangers + two_days if "--with-strangers" in sys.argv else [])
    ranker = learn_sessions(final, pieces, programmes)
    linear = Linear(final).fit(final)
    assert linear.intents == intents
    linear.export(sharpness)
    ranker.export()


def named(rows):
    return [r for r in rows if r["intent"].startswith("session.")]


def asked(rows):
    return [r for r in rows if r["intent"].startswith("session.") or r["intent"] in NO_SESSION]


def add_ranking(ranker, rows):
    for row, shares in zip(rows, ranker.shares(rows)):
        row["by_ranker"] = [float(1 - shares[-1]), float(shares[:-1].max())]


def learn_sessions(rows, pieces, programmes):
    """A ranker from all rows. Each row gets the ranking by another one, which has not seen its writer."""
    writers = sorted({row["writer"] for row in rows})
    for fold in range(FOLDS):
        own = set(writers[fold::FOLDS])
        other = Sessions(pieces, programmes).fit(asked([r for r in rows if r["writer"] not in own]), epochs=4)
        add_ranking(other, [r for r in rows if r["writer"] in own])
    return Sessions(pieces, programmes).fit(asked(rows))


def without(rows, group):
    """The rows without a group of features."""
    changed = []
    for row in rows:
        row = dict(row, f=dict(row["f"], features=dict(row["f"]["features"])))
        if group == "ranking":
            row["by_ranker"] = [0.0, 0.0]
        else:
            row["f"]["features"][group] = []
        changed.append(row)
    return changed


def ablation(rows, measured, sharpness):
    """What each group of features brings."""
    for group in ("letters", "words", "concepts", "ranking"):
        model = Linear(rows).fit(without(rows, group))
        for name, own in measured.items():
            measure(f"{name} without {group}", own, softmax(sharpness * model.scores(without(own, group))), model.intents)


if __name__ == "__main__":
    main()
