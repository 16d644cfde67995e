// Reads a QR code of ISO/IEC 18004, versions 1 to 6, in a square of grey: for browsers that cannot, also without a
// network. The link on a ticket needs version 3 to 5; of version 1 slanted pictures are not read.

// Codewords of a version in all, and for each level (M, L, H, Q, by their number in the code) those for correction in
// a block and the number of blocks.
const TOTAL = [26, 44, 70, 100, 134, 172];
const CORRECTION = [
  [[10, 16, 26, 18, 24, 16], [1, 1, 1, 2, 2, 4]],
  [[7, 10, 15, 20, 26, 18], [1, 1, 1, 1, 1, 2]],
  [[17, 28, 22, 16, 22, 28], [1, 1, 2, 4, 4, 4]],
  [[13, 22, 18, 26, 18, 24], [1, 1, 2, 2, 4, 4]],
];
const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

// Dark where a pixel is darker than its surroundings on average.
const toDark = (grey, side) => {
  const width = side + 1;
  const sums = new Uint32Array(width * width);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0, row = 0; x < side; x += 1) {
      row += grey[y * side + x];
      sums[(y + 1) * width + x + 1] = sums[y * width + x + 1] + row;
    }
  }
  const reach = Math.max(12, side >> 3);
  const dark = new Uint8Array(side * side);
  for (let y = 0; y < side; y += 1) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(side, y + reach + 1)];
    for (let x = 0; x < side; x += 1) {
      const [left, right] = [Math.max(0, x - reach), Math.min(side, x + reach + 1)];
      const sum = sums[bottom * width + right] - sums[top * width + right] - sums[bottom * width + left] + sums[top * width + left];
      dark[y * side + x] = grey[y * side + x] * (bottom - top) * (right - left) < sum * 0.94 ? 1 : 0;
    }
  }
  return (x, y) => (x >= 0 && y >= 0 && x < side && y < side ? dark[Math.floor(y) * side + Math.floor(x)] : 0);
};

// The three corners

// Whether five runs are as 1 : 1 : 3 : 1 : 1.
const isFinder = (runs) => {
  const unit = runs.reduce((sum, run) => sum + run) / 7;
  return unit >= 1 && runs.every((run, at) => Math.abs(run - unit * (at === 2 ? 3 : 1)) <= unit * (at === 2 ? 1.2 : 0.7));
};
// The runs of a line through a dark point, outwards in both directions; null where it is no corner's.
const runsThrough = (dark, x, y, dx, dy, most) => {
  const outwards = (sign) => {
    const runs = [0, 0, 0];
    let at = 0;
    for (let step = 1; step <= most; step += 1) {
      const isDark = dark(x + sign * step * dx, y + sign * step * dy) === 1;
      if (isDark !== (at !== 1)) at += 1;
      if (at > 2) return runs;
      runs[at] += 1;
    }
    return null;
  };
  const [before, after] = [outwards(-1), outwards(1)];
  if (!before || !after) return null;
  const runs = [before[2], before[1], before[0] + after[0] + 1, after[1], after[2]];
  return isFinder(runs) ? { middle: (after[0] - before[0]) / 2, length: runs.reduce((sum, run) => sum + run) } : null;
};
const findCorners = (dark, side) => {
  const corners = [];
  const add = (x, y) => {
    const across = runsThrough(dark, x, y, 0, 1, side);
    if (!across) return;
    const down = y + across.middle;
    const along = runsThrough(dark, x, down, 1, 0, side);
    if (!along || along.length > 2 * across.length || across.length > 2 * along.length) return;
    const found = { x: x + along.middle, y: down, unit: (along.length + across.length) / 14, count: 1 };
    const known = corners.find((one) => Math.hypot(one.x - found.x, one.y - found.y) < 3 * one.unit);
    if (!known) return void corners.push(found);
    known.count += 1;
    for (const name of ['x', 'y', 'unit']) known[name] += (found[name] - known[name]) / known.count;
  };
  for (let y = 0; y < side; y += 2) {
    let runs = [0, 0, 0, 0, 0];
    let last = 0;
    for (let x = 0; x <= side; x += 1) {
      const now = x < side ? dark(x, y) : 1 - last;
      if (now === last) {
        runs[4] += 1;
      } else {
        if (last === 1 && isFinder(runs)) add(Math.round(x - runs[4] - runs[3] - runs[2] / 2), y);
        runs = [...runs.slice(1), 1];
        last = now;
      }
    }
  }
  return corners.filter(({ count }) => count > 1).sort((one, other) => other.count - one.count).slice(0, 8);
};
// Three corners in their order (the one at the right angle, right of it, below it), the most likely ones first.
const triples = (corners) => {
  const found = [];
  const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
  for (const corner of corners) {
    for (const right of corners) {
      for (const below of corners) {
        const [a, b] = [distance(corner, right), distance(corner, below)];
        const turn = (right.x - corner.x) * (below.y - corner.y) - (right.y - corner.y) * (below.x - corner.x);
        // a and b alike, at a right angle, and of one size
        if (a === 0 || b === 0 || turn <= 0.5 * a * b) continue;
        const units = [corner.unit, right.unit, below.unit];
        const error = Math.abs(Math.log(a / b)) + (1 - turn / (a * b)) + Math.log(Math.max(...units) / Math.min(...units));
        if (error < 1) found.push({ corner, right, below, error });
      }
    }
  }
  return found.sort((one, other) => one.error - other.error).slice(0, 6);
};
// The size of a module along the line from one corner to another.
const moduleSize = (dark, from, to) => {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [dx, dy] = [(to.x - from.x) / length / 4, (to.y - from.y) / length / 4];
  const runs = runsThrough(dark, from.x, from.y, dx, dy, from.unit * 4 * 8);
  return runs ? runs.length / 4 / 7 : null;
};

// The grid

// The map of a square's modules to the picture that takes these four points to those.
const projection = (from, to) => {
  const rows = from.flatMap(([x, y], at) => {
    const [u, v] = to[at];
    return [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]];
  });
  for (let column = 0; column < 8; column += 1) {
    const best = rows.slice(column).reduce((top, row) => (Math.abs(row[column]) > Math.abs(top[column]) ? row : top));
    rows.splice(rows.indexOf(best), 1, rows[column]);
    rows[column] = best.map((value) => value / best[column]);
    for (const [at, row] of rows.entries()) {
      if (at !== column) rows[at] = row.map((value, place) => value - row[column] * rows[column][place]);
    }
  }
  const [a, b, c, d, e, f, g, h] = rows.map((row) => row[8]);
  return (x, y) => [(a * x + b * y + c) / (g * x + h * y + 1), (d * x + e * y + f) / (g * x + h * y + 1)];
};
// The map for a code of this size: the fourth point is the small square near the corner without a large one.
const findMap = (dark, { corner, right, below }, size) => {
  const three = [[3.5, 3.5], [size - 3.5, 3.5], [3.5, size - 3.5]];
  const seen = [corner, right, below].map(({ x, y }) => [x, y]);
  const flat = projection([...three, [size - 3.5, size - 3.5]], [...seen, [right.x + below.x - corner.x, right.y + below.y - corner.y]]);
  if (size < 25) return flat;
  let best = { score: 0 };
  for (let down = -4; down <= 4; down += 0.25) {
    for (let along = -4; along <= 4; along += 0.25) {
      const [x, y] = [size - 6.5 + along, size - 6.5 + down];
      let score = -(Math.abs(along) + Math.abs(down)) / 8;
      for (let v = -2; v <= 2; v += 1) {
        for (let u = -2; u <= 2; u += 1) {
          const wanted = Math.max(Math.abs(u), Math.abs(v)) === 1 ? 0 : 1;
          if (dark(...flat(x + u, y + v)) === wanted) score += 1;
        }
      }
      if (score > best.score) best = { score, at: flat(x, y) };
    }
  }
  return best.score < 20 ? flat : projection([...three, [size - 6.5, size - 6.5]], [...seen, best.at]);
};

// The codewords

// Whether a module is no data: of the corners, the lines between them or the small square.
const isFunction = (size, x, y) => (x < 9 && (y < 9 || y >= size - 8)) || (x >= size - 8 && y < 9) || x === 6 || y === 6
  || (size > 21 && Math.abs(x - size + 7) <= 2 && Math.abs(y - size + 7) <= 2);
// Level and mask, from the better of the two places at which they stand; null where neither is right.
const readFormat = (bit, size) => {
  const near = [];
  const far = [];
  for (let at = 0; at < 15; at += 1) {
    near.push(at < 6 ? bit(8, at) : at < 8 ? bit(8, at + 1) : at === 8 ? bit(7, 8) : bit(14 - at, 8));
    far.push(at < 8 ? bit(size - 1 - at, 8) : bit(8, size - 15 + at));
  }
  let best = { errors: 4 };
  for (let format = 0; format < 32; format += 1) {
    let rest = format;
    for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const word = ((format << 10) | rest) ^ 0x5412;
    for (const bits of [near, far]) {
      const errors = bits.filter((value, at) => value !== ((word >> at) & 1)).length;
      if (errors < best.errors) best = { errors, level: format >> 3, mask: format & 7 };
    }
  }
  return best.errors < 4 ? best : null;
};
const readWords = (bit, size, version, mask) => {
  const words = [];
  let count = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (isFunction(size, x, y)) continue;
        const value = bit(x, y) ^ (MASKS[mask](x, y) === 0 ? 1 : 0);
        words[count >> 3] = ((words[count >> 3] ?? 0) << 1) | value;
        count += 1;
      }
    }
  }
  return words.slice(0, TOTAL[version - 1]);
};

// Reed-Solomon over the field of 256 with x⁸ + x⁴ + x³ + x² + 1.
const POWERS = new Uint8Array(255);
const LOGS = new Uint8Array(256);
for (let at = 0, value = 1; at < 255; at += 1) {
  POWERS[at] = value;
  LOGS[value] = at;
  value = (value << 1) ^ (value > 127 ? 0x11d : 0);
}
const times = (a, b) => (a && b ? POWERS[(LOGS[a] + LOGS[b]) % 255] : 0);
const inverse = (a) => POWERS[(255 - LOGS[a]) % 255];
// The value of a polynomial whose lowest coefficient stands first.
const valueAt = (polynomial, x) => polynomial.reduceRight((sum, coefficient) => times(sum, x) ^ coefficient, 0);
// Corrects a block in place; false where too much is wrong.
const correct = (block, count) => {
  const backwards = () => [...block].reverse();
  const syndromes = Array.from({ length: count }, (_, at) => valueAt(backwards(), POWERS[at]));
  if (syndromes.every((value) => value === 0)) return true;
  let [locator, before, gap, scale, errors] = [[1], [1], 1, 1, 0];
  for (let at = 0; at < count; at += 1) {
    const difference = locator.reduce((sum, value, place) => sum ^ times(value, syndromes[at - place] ?? 0), 0);
    if (difference === 0) {
      gap += 1;
      continue;
    }
    const factor = times(difference, inverse(scale));
    const next = [...locator];
    before.forEach((value, place) => { next[place + gap] = (next[place + gap] ?? 0) ^ times(factor, value); });
    for (let place = 0; place < next.length; place += 1) next[place] ??= 0;
    if (2 * errors <= at) [before, scale, errors, gap] = [locator, difference, at + 1 - errors, 1];
    else gap += 1;
    locator = next;
  }
  const evaluator = syndromes.map((_, at) => locator.reduce((sum, value, place) => sum ^ times(value, syndromes[at - place] ?? 0), 0));
  const derivative = locator.slice(1).map((value, at) => (at % 2 === 0 ? value : 0));
  let found = 0;
  for (let at = 0; at < block.length; at += 1) {
    const root = POWERS[(255 - at) % 255];
    if (valueAt(locator, root) !== 0) continue;
    const slope = valueAt(derivative, root);
    if (slope === 0) return false;
    found += 1;
    block[block.length - 1 - at] ^= times(times(valueAt(evaluator, root), inverse(slope)), POWERS[at]);
  }
  return found === errors && Array.from({ length: count }, (_, at) => valueAt(backwards(), POWERS[at])).every((value) => value === 0);
};
// The corrected data of the blocks; null where one cannot be.
const readBlocks = (words, version, level) => {
  const [correction, blockCount] = CORRECTION[level].map((row) => row[version - 1]);
  const short = Math.floor(words.length / blockCount) - correction;
  const firstLong = blockCount - (words.length % blockCount);
  const blocks = Array.from({ length: blockCount }, () => []);
  let next = 0;
  for (let at = 0; at <= short; at += 1) {
    blocks.forEach((block, number) => { if (at < short || number >= firstLong) block.push(words[next++]); });
  }
  while (next < words.length) for (const block of blocks) block.push(words[next++]);
  return blocks.every((block) => correct(block, correction)) ? blocks.flatMap((block) => block.slice(0, -correction)) : null;
};
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const readText = (data) => {
  let place = 0;
  const left = () => data.length * 8 - place;
  const take = (count) => {
    let value = 0;
    for (let end = place + count; place < end; place += 1) value = (value << 1) | ((data[place >> 3] >> (7 - (place & 7))) & 1);
    return value;
  };
  let text = '';
  while (left() >= 4) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 7) {
      take(8);
    } else if (mode === 4) {
      const bytes = Array.from({ length: Math.min(take(8), left() >> 3) }, () => take(8));
      text += new TextDecoder().decode(new Uint8Array(bytes));
    } else if (mode === 2) {
      let count = take(9);
      for (; count > 1 && left() >= 11; count -= 2) {
        const pair = take(11);
        text += ALPHANUMERIC[Math.floor(pair / 45)] + ALPHANUMERIC[pair % 45];
      }
      if (count === 1) text += ALPHANUMERIC[take(6)];
    } else if (mode === 1) {
      for (let count = take(10); count > 0 && left() >= 4; count -= 3) {
        const digits = Math.min(count, 3);
        text += String(take([0, 4, 7, 10][digits])).padStart(digits, '0');
      }
    } else {
      return null;
    }
  }
  return text;
};

// The text of the code in a square of grey; null where there is none.
export const readCode = (grey, side) => {
  const dark = toDark(grey, side);
  for (const three of triples(findCorners(dark, side))) {
    const { corner, right, below } = three;
    const sizes = [[corner, right], [right, corner], [corner, below], [below, corner]].map(([from, to]) => moduleSize(dark, from, to));
    const known = sizes.filter(Boolean);
    if (known.length === 0) continue;
    const module = known.reduce((sum, size) => sum + size) / known.length;
    const length = (Math.hypot(right.x - corner.x, right.y - corner.y) + Math.hypot(below.x - corner.x, below.y - corner.y)) / 2;
    const likely = Math.round((length / module + 7 - 17) / 4);
    for (const version of [likely, likely + 1, likely - 1].filter((one) => one >= 1 && one <= TOTAL.length)) {
      const size = 17 + 4 * version;
      const map = findMap(dark, three, size);
      const bit = (x, y) => dark(...map(x + 0.5, y + 0.5));
      const format = readFormat(bit, size);
      const data = format && readBlocks(readWords(bit, size, version, format.mask), version, format.level);
      const text = data && readText(data);
      if (text) return text;
    }
  }
  return null;
};
