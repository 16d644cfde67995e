// How old something is, though the clock of the phone may be wrong and may be set meanwhile.
//
// A stamp holds the phone's clock, how far the server's was from it and what it said when they last spoke, and this
// page's own count of milliseconds, which nobody can set but which may stand still while the phone sleeps. A clock
// that is always wrong does no harm. One that was set since the stamp gives two possible ages, before and after the
// server corrected it: the smaller one is taken that lies between the page's own count and the last word of the
// server before the stamp; the own count where none does.
const LOAD = crypto.getRandomValues(new Uint32Array(2)).join('-');
const SLACK = 5_000;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

// The server's time less the phone's, and the server's time when it last spoke.
let known = { offset: 0, contact: null };
export const setServerTime = (now) => { known = { offset: now - Date.now(), contact: now }; };
export const serverTime = () => known;
export const restoreServerTime = (before) => { known = before; };
export const serverNow = () => Date.now() + known.offset;

export const stamp = () => ({ ...known, wall: Date.now(), count: performance.now(), load: LOAD });

// The age of a stamp in milliseconds; null where no clock tells.
export const age = (then) => {
  const plain = Date.now() - then.wall;
  const corrected = plain + known.offset - then.offset;
  const counted = then.load === LOAD ? performance.now() - then.count : 0;
  const most = then.contact === null || known.contact === then.contact ? Infinity : serverNow() - then.contact;
  const possible = [plain, corrected].filter((value) => value >= counted - SLACK && value <= most + SLACK);
  if (possible.length > 0) return Math.max(0, Math.min(...possible));
  return then.load === LOAD ? counted : null;
};
