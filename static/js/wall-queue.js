// What somebody does on a board waits here until the portal has it: a note with the key that makes it one, however often it is
// sent, and for each note the dots that it has from her. It stays on the device when the network is gone or the page is closed.

class Queue {
  constructor(board, changed) {
    this.place = `board-${board}-waiting`;
    this.changed = changed; // called when something was added, sent or refused
    this.waiting = this.read();
    this.isSending = false;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.place)) ?? [];
    } catch {
      return [];
    }
  }

  write() {
    try {
      localStorage.setItem(this.place, JSON.stringify(this.waiting));
    } catch {
      // A browser that keeps nothing: it waits in the page alone
    }
    this.changed(this.waiting);
  }

  add(item) {
    if (item.kind === "dots") this.waiting = this.waiting.filter((one) => one.kind !== "dots" || one.url !== item.url);
    this.waiting.push(item);
    this.write();
    return this.send();
  }

  remove(item) {
    this.waiting = this.waiting.filter((one) => one !== item);
    this.write();
  }

  // One after the other, in the order in which they came. Answers whether the portal could be reached.
  async send() {
    if (this.isSending) return true;
    this.isSending = true;
    try {
      for (const item of this.waiting.filter((one) => !one.error)) {
        if (!this.waiting.includes(item)) continue;
        const response = await post(item.url, item.fields);
        if (response.ok) {
          this.remove(item);
          item.done?.(await response.json());
        } else if (response.status === 409) {
          item.error = (await response.json()).error;
          item.refused?.(item.error);
          if (item.kind === "dots") this.remove(item);
          else this.write();
        } else {
          return response.status < 500; // too early, not joined any more, or the portal has troubles: it goes on waiting
        }
      }
      return true;
    } catch {
      return false;
    } finally {
      this.isSending = false;
    }
  }
}

function post(url, fields) {
  const headers = { Accept: "application/json" };
  return fetch(url, { method: "POST", headers, body: new URLSearchParams(fields), signal: AbortSignal.timeout(10000) });
}
