// Who one acts as.
import { h, morphChildren, on } from "./dom.js";

export class Members {
  #people = [];

  /** list, toggle: the page's parts. chosen(id): called when somebody else is picked. */
  constructor({ list, toggle, app, chosen }) {
    Object.assign(this, { list, toggle, app });
    on(list, "click", "button[data-person]", (button) => {
      this.#open(false);
      chosen(button.dataset.person);
    });
    toggle.addEventListener("click", () => this.#open(!this.app.classList.contains("members-open")));
    app.addEventListener("keydown", (event) => event.key === "Escape" && this.#open(false));
  }

  #open(open) {
    const wasOpen = this.app.classList.contains("members-open");
    this.app.classList.toggle("members-open", open);
    this.toggle.setAttribute("aria-expanded", String(open));
    if (wasOpen && !open && this.list.contains(document.activeElement)) this.toggle.focus();
  }

  draw(people, me) {
    this.#people = people;
    const rows = people.map((person) => {
      const label = `${person.name}, ${person.role}`;
      return h(
        "button",
        { type: "button", class: "member", aria: { pressed: String(person.id === me), label }, data: { person: person.id } },
        face(person, 34),
        h("span", { class: "member-name" }, person.name, h("span", { class: "member-role" }, person.role)),
      );
    });
    morphChildren(this.list, rows);
    const self = people.find(({ id }) => id === me);
    if (!self) return;
    this.toggle.setAttribute("aria-label", `Acting as ${self.name}, ${self.role}. Switch member`);
    morphChildren(this.toggle, [face(self, 28), h("span", { class: "toggle-name" }, self.name)]);
  }

  named(id) {
    return this.#people.find((person) => person.id === id);
  }

  faceOf(id, name) {
    return face(this.named(id) ?? { name, colour: "#5c6370" }, 40);
  }
}

/** A person's initial on their colour. */
function face(person, size) {
  const style = { "--face": person.colour, "--size": `${size}px` };
  return h("span", { class: "face", style, aria: { hidden: "true" } }, person.name.slice(0, 1));
}
