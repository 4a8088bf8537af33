/** XML documents, and answers of the AWS query protocol. */
import type { ServiceError } from "../../errors";

function escape(text: string): string {
  return text.replace(/[&<>"'\u0000-\u001f\u007f]/g, (c) => `&#${c.codePointAt(0)};`);
}

function element(name: string, value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join("");
  const inside = typeof value === "object" ? members(value as object) : escape(String(value));
  return `<${name}>${inside}</${name}>`;
}

/** Members as elements: a list is its element again and again, what is undefined is left out. */
export function members(value: object): string {
  return Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join("");
}

/** The writers of a service, whose documents name its namespace. */
export function xmlOf(namespace: string) {
  return {
    responseXml(action: string, result: object, requestId: string): string {
      const body = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
      return `<${action}Response xmlns="${namespace}">${members(body)}</${action}Response>`;
    },
    errorXml({ code, message, status }: ServiceError, requestId: string): string {
      const type = status < 500 ? "Sender" : "Receiver";
      const body = { Error: { Type: type, Code: code, Message: message }, RequestId: requestId };
      return `<ErrorResponse xmlns="${namespace}">${members(body)}</ErrorResponse>`;
    },
  };
}
