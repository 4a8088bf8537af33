/** Which functions of another account or Region Lambda does not reach. */
import { readArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import { regionOf } from "../account/context";
import type { Place, Registration } from "../account/types";

/** Lambda's calls reach functions of their own Region, and of other accounts those that let them. */
export function needFunctionHere(registration: Registration, arn: string, place: Place): void {
  const { region, accountId } = readArn(arn);
  const here = regionOf(registration, place);
  if (region !== here) {
    throw new ServiceError(
      "ResourceNotFoundException",
      `Functions from '${region}' are not reachable in this region ('${here}')`,
      404,
    );
  }
  if (accountId === place.accountId) return;
  throw new ServiceError(
    "AccessDeniedException",
    `Not authorized to perform: lambda:AddPermission on resource: ${arn} because no ` +
      "resource-based policy allows the lambda:AddPermission action",
    403,
  );
}
