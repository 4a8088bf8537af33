/**
 * What the program made, by gate.
 *
 * @import { ResourceGroup } from "../../types"
 * @import { Child } from "../node.js"
 */
import { h } from "../node.js";
import { section } from "./shared.js";

/**
 * @param {readonly ResourceGroup[]} groups
 * @returns {Child}
 */
export function resources(groups) {
  const count = groups.reduce((sum, { resources }) => sum + resources.length, 0);
  return section(
    { id: "resources", title: "Resources", count },
    h("div", { class: "resource-groups" }, groups.map(group)),
  );
}

/** @param {ResourceGroup} group */
function group({ name, type, resources }) {
  return h(
    "details",
    { key: `${type ?? ""} ${name}` },
    h(
      "summary",
      {},
      h("b", {}, h("bdi", {}, name)),
      h("span", { class: "count" }, " ", resources.length),
      h("span", { class: "detail" }, ` ${type ?? "the program itself"}`),
    ),
    h(
      "ul",
      { class: "resources" },
      resources.map(({ type, name, id }) =>
        h(
          "li",
          { key: `${type} ${name}` },
          h("bdi", { class: "resource-name" }, name),
          h("code", {}, type),
          h("bdi", { class: "detail" }, id),
        ),
      ),
    ),
  );
}
