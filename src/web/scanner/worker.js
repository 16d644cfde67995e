// Keeps the page's own files, so that it opens without a network. It never keeps data.
'use strict';
const CACHE = 'koze-scan';
const FILES = ['/scan', '/scan/scanner.css', '/scan/scanner.js', '/scan/store.js', '/scan/camera.js', '/scan/qr.js', '/scan/time.js', '/scan/texts.json'];
// How long the network may take before the kept file is shown.
const PATIENCE = 3_000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => { event.waitUntil(self.clients.claim()); });

const fromNetwork = async (cache, path) => {
  const response = await fetch(path, { cache: 'no-cache', credentials: 'omit' });
  if (response.ok) await cache.put(path, response.clone());
  else if (response.status >= 500) throw new Error('unavailable');
  return response;
};
const answer = async (path) => {
  const cache = await caches.open(CACHE);
  const fresh = fromNetwork(cache, path);
  const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE); });
  try {
    return await Promise.race([fresh, late]);
  } catch {
    return (await cache.match(path)) ?? fresh;
  }
};
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === 'GET' && url.origin === location.origin && FILES.includes(url.pathname)) {
    event.respondWith(answer(url.pathname));
  }
});
