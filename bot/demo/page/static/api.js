// The connection to the page's server: POST requests for actions, a web socket for updates.

const FIRST_RETRY = 300;
const LONGEST_RETRY = 3000; // milliseconds

const JSON_TYPE = { "Content-Type": "application/json" };

/** Do something as a member. Returns the server's answer; throws an Error with a sentence for people when it says no. */
export async function act(what, payload = {}) {
  let response;
  try {
    response = await fetch(`/api/${what}`, { method: "POST", headers: JSON_TYPE, body: JSON.stringify(payload) });
  } catch {
    throw new Error("The demo does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? "That did not work. Try again in a moment.");
  return answer;
}

/** Watches a channel and the simulated X through a member's eyes, and keeps trying when the connection is lost. */
export class Watch {
  #socket = null;
  #retry = FIRST_RETRY;
  #timer = 0;

  /** seen(update): called with each change; the first after a connection holds everything. linked(up): whether it is connected. */
  constructor(seen, linked) {
    this.seen = seen;
    this.linked = linked;
  }

  /** Look through the eyes of `member` at a channel, at its newest `limit` messages. */
  as(member, channel, limit) {
    this.query = new URLSearchParams({ ...(member ? { as: member } : {}), ...(channel ? { channel } : {}), limit });
    clearTimeout(this.#timer);
    this.#connect();
  }

  #connect() {
    this.#socket?.close();
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/events?${this.query}`);
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      if (socket !== this.#socket) return;
      this.#retry = FIRST_RETRY;
      this.linked(true);
      this.seen(JSON.parse(data));
    };
    socket.onclose = () => {
      if (socket !== this.#socket) return;
      this.linked(false);
      this.#timer = setTimeout(() => this.#connect(), this.#retry);
      this.#retry = Math.min(LONGEST_RETRY, this.#retry * 2);
    };
  }
}
