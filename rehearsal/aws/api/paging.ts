/** Lists in pages. A page begins after the last item of the one before, so new items move nothing. */
import { ServiceError } from "../../errors";

export interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextToken?: string;
}

function encode(list: string, id: string): string {
  return Buffer.from(JSON.stringify([list, id])).toString("base64url");
}

/** `list` names what is listed: a token of one list is not valid for another. */
export function pageOf<T>(
  list: string,
  all: readonly T[],
  idOf: (item: T) => string,
  { maxResults, nextToken }: PageRequest,
  longest: number,
): Page<T> {
  let start = 0;
  if (nextToken !== undefined) {
    start = all.findIndex((item) => encode(list, idOf(item)) === nextToken) + 1;
    if (start === 0) {
      throw new ServiceError(
        "InvalidNextTokenException",
        "The next token was specified in an invalid format. Make sure that the next token you " +
          "provide is the token returned by a previous call of the same operation.",
      );
    }
  }
  const items = all.slice(start, start + (maxResults ?? longest));
  const more = items.length > 0 && start + items.length < all.length;
  return { items, ...(more && { nextToken: encode(list, idOf(items[items.length - 1])) }) };
}
