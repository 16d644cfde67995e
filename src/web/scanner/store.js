// What the phone keeps: encrypted with AES-GCM under a key that can be used but not read out. Where the browser
// has no encryption (an address without https), nothing outlives the page.
const NAME = 'koze-scan';

const wait = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(request.error); };
});
const done = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => { resolve(); };
  transaction.onerror = transaction.onabort = () => { reject(transaction.error); };
});

const openDatabase = () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('keys');
    request.result.createObjectStore('boxes');
  };
  return wait(request);
};
const loadKey = async (database) => {
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const transaction = database.transaction('keys', 'readwrite');
  const keys = transaction.objectStore('keys');
  // of two windows that open at once the first one's key stays
  const known = await wait(keys.get('key'));
  if (!known) keys.put(fresh, 'key');
  await done(transaction);
  return known ?? fresh;
};

class MemoryStore {
  kept = new Map();
  isLasting = false;
  async put(name, value) { this.kept.set(name, JSON.stringify(value)); }
  async get(name) { return JSON.parse(this.kept.get(name) ?? 'null'); }
  async remove(name) { this.kept.delete(name); }
  async names() { return [...this.kept.keys()]; }
  async clear() { this.kept.clear(); }
}

class EncryptedStore {
  isLasting = true;
  constructor(database, key) { this.database = database; this.key = key; }
  async change(action) {
    const transaction = this.database.transaction('boxes', 'readwrite');
    action(transaction.objectStore('boxes'));
    await done(transaction);
  }
  async put(name, value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    // the name is authenticated: one box cannot take another's place
    const how = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) };
    const data = await crypto.subtle.encrypt(how, this.key, new TextEncoder().encode(JSON.stringify(value)));
    await this.change((boxes) => boxes.put({ iv, data }, name));
  }
  async get(name) {
    const box = await wait(this.database.transaction('boxes').objectStore('boxes').get(name));
    if (!box) return null;
    try {
      const how = { name: 'AES-GCM', iv: box.iv, additionalData: new TextEncoder().encode(name) };
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, this.key, box.data)));
    } catch {
      return null;
    }
  }
  async remove(name) { await this.change((boxes) => boxes.delete(name)); }
  async names() { return wait(this.database.transaction('boxes').objectStore('boxes').getAllKeys()); }
  async clear() {
    await this.change((boxes) => boxes.clear());
    const transaction = this.database.transaction('keys', 'readwrite');
    transaction.objectStore('keys').clear();
    await done(transaction);
    // what is kept from now on has another key
    this.key = await loadKey(this.database);
  }
}

export const openStore = async () => {
  try {
    const database = await openDatabase();
    return new EncryptedStore(database, await loadKey(database));
  } catch {
    return new MemoryStore();
  }
};
