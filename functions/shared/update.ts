/** Changes a request that others may be changing too. */
import { TransientError } from "../domain/errors";
import type { RequestStore } from "../domain/ports";
import type { ApprovalRequest } from "../domain/types";

/** Writers of one request are few: whoever loses so often has met something else. */
const tries = 10;

/**
 * Saves what `change` makes of the request. Where somebody else was quicker, the newer request is
 * read and changed instead; undefined from `change` means that there is nothing left to do.
 */
export async function update(
  requests: RequestStore,
  request: ApprovalRequest,
  change: (current: ApprovalRequest) => ApprovalRequest | undefined,
): Promise<ApprovalRequest> {
  let current = request;
  for (let tried = 0; tried < tries; tried += 1) {
    const next = change(current);
    if (next === undefined) return current;
    if ((await requests.save(next)) === "saved") return next;
    current = await reload(requests, current);
  }
  throw new TransientError(
    `The request ${request.token} was changed by others ${tries} times in a row.`,
  );
}

async function reload(requests: RequestStore, request: ApprovalRequest): Promise<ApprovalRequest> {
  const current = await requests.read(request.action, request.token);
  if (current !== undefined) return current;
  throw new TransientError(`The request ${request.token} is not in the table any more.`);
}
