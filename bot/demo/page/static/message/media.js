// Pictures and files of a message.
import { h, webAddress } from "../dom.js";
import { icon } from "../icons.js";

/** A picture that opens in full; item as in a media gallery or a thumbnail. */
export function picture(item, context, kind) {
  const address = context.fileAt(item.media.url);
  const alt = item.description ?? "";
  if (!webAddress(address)) return h("span", { class: `${kind} missing` }, alt);
  const { width, height } = item.media;
  const image = h("img", { src: address, alt, width: width || null, height: height || null, decoding: "async" });
  if (kind === "thumbnail") return h("span", { class: kind }, image);
  return h("a", { class: kind, href: address, target: "_blank", rel: "noopener noreferrer", aria: { label: alt || "Picture" } }, image);
}

/** A file to download: { url, filename, size, description }. */
export function fileRow(file, context) {
  const address = context.fileAt(file.url);
  if (!webAddress(address)) return h("p", { class: "small" }, file.filename);
  return h(
    "a",
    { class: "file", href: address, download: file.filename },
    icon("file", { size: 26 }),
    h("span", { class: "file-name" }, file.filename),
    file.size === null ? null : h("span", { class: "file-size" }, sayBytes(file.size)),
    icon("down", { size: 18 }),
  );
}

export function isPicture(file) {
  return (file.content_type ?? "").startsWith("image/");
}

function sayBytes(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A picture that cannot be loaded shows its place and its words instead of a broken frame. */
export function mendPictures(root) {
  const mark = (missing) => ({ target }) => {
    if (target instanceof HTMLImageElement) target.parentElement.classList.toggle("missing", missing);
  };
  root.addEventListener("error", mark(true), true);
  root.addEventListener("load", mark(false), true);
}
