{% load static %}// Shows the check-in page where there is no network; it answers for nothing else. The page is kept for some hours.

const PAGE = "{% url "workspace-event-check-in" event.slug %}";
const KEPT = "check-in";
const HOURS = 4;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The page says what it is made of.
self.addEventListener("message", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => Promise.allSettled(event.data.map((url) => kept.add(url)))));
});

async function keep(request, response) {
  const kept = await caches.open(KEPT);
  if (response.ok && !response.redirected) await kept.put(request, response.clone());
  else await kept.delete(PAGE);  // signed out, or not hers any more
  return response;
}

async function lastKept() {
  const kept = await caches.match(PAGE);
  const age = kept && Date.now() - Date.parse(kept.headers.get("Date"));
  if (kept && age < HOURS * 3600 * 1000) return kept;
  if (kept) await (await caches.open(KEPT)).delete(PAGE);
  return Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("{% get_static_prefix %}")) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (url.pathname === PAGE && !url.search) {
    event.respondWith(fetch(request).then((response) => keep(PAGE, response), lastKept));
  } else if (url.pathname.startsWith(PAGE)) {
    event.respondWith(fetch(request).catch(lastKept));
  }
});
