// How old something is, though the clock of the phone may be wrong and may be set meanwhile.
//
// A stamp holds the phone's clock, how far the server's was from it when they last spoke, and this page's own count
// of milliseconds, which nobody can set but which may stand still while the phone sleeps. A clock that is wrong all
// the time does no harm. One that was set between the stamp and now gives two possible ages, before and after the
// correction: the smaller one that the page's own count allows is taken.
const LOAD = crypto.getRandomValues(new Uint32Array(2)).join('-');
const SLACK = 5_000;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

// The server's time less the phone's.
let offset = 0;
export const setServerTime = (now) => { offset = now - Date.now(); };
export const getOffset = () => offset;
export const setOffset = (known) => { offset = known; };
export const serverNow = () => Date.now() + offset;

export const stamp = () => ({ wall: Date.now(), offset, count: performance.now(), load: LOAD });

// The age of a stamp in milliseconds; null where no clock tells.
export const age = (then) => {
  const plain = Date.now() - then.wall;
  const corrected = plain + offset - then.offset;
  const counted = then.load === LOAD ? performance.now() - then.count : 0;
  const possible = [plain, corrected].filter((value) => value >= counted - SLACK);
  if (possible.length > 0) return Math.max(0, Math.min(...possible));
  return then.load === LOAD ? counted : null;
};
