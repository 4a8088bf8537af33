/** Answers of the AWS query protocol, as STS writes them. */
import type { ServiceError } from "../../errors";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);
}

function element(name: string, value: unknown): string {
  const inside = typeof value === "object" ? members(value as object) : escape(String(value));
  return `<${name}>${inside}</${name}>`;
}

function members(value: object): string {
  return Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join("");
}

export function responseXml(action: string, result: object, requestId: string): string {
  const body = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return `<${action}Response xmlns="${namespace}">${members(body)}</${action}Response>`;
}

export function errorXml({ code, message, status }: ServiceError, requestId: string): string {
  const type = status < 500 ? "Sender" : "Receiver";
  const body = { Error: { Type: type, Code: code, Message: message }, RequestId: requestId };
  return `<ErrorResponse xmlns="${namespace}">${members(body)}</ErrorResponse>`;
}
