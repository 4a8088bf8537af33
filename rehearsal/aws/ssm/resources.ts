/** Systems Manager: parameters. */
import { ServiceError } from "../../errors";
import {
  arn,
  created,
  putHandler,
  physicalName,
  refuseDuplicate,
  type Handler,
} from "../account/context";
import { keyArn } from "../kms";

export const parameterType = "aws:ssm/parameter:Parameter";

/** Characters of a value in the standard tier (Systems Manager quotas). */
const longestValue = 4096;

export const parameterHandler: Handler = putHandler(
  (registration, context) => {
    const { inputs } = registration;
    const { type, tier = "Standard" } = inputs;
    const value = inputs.value ?? inputs.insecureValue ?? "";
    const name = physicalName(registration, context);
    refuseDuplicate(context, parameterType, "name", name, {
      code: "ParameterAlreadyExists",
      message: `The parameter already exists: ${name}`,
    });
    // Systems Manager User Guide, "Creating parameters": the model names no characters.
    if (!/^[\w./-]{1,1011}$/.test(name) || (name.includes("/") && !name.startsWith("/"))) {
      throw new ServiceError(
        "ValidationException",
        "Parameter name must be a fully qualified name of letters, digits and .-_/; " +
          `with a slash in it, it begins with one, got: ${name}`,
      );
    }
    if (value === "" || (tier === "Standard" && value.length > longestValue)) {
      throw new ServiceError(
        "ValidationException",
        `A standard parameter's value has 1 to ${longestValue} characters, got: ${value.length}.`,
      );
    }
    const parameterArn = arn(context, "ssm", `parameter/${name.replace(/^\//, "")}`);
    const key = keyArn(context, inputs.keyId);
    context.stores.parameters.put(parameterArn, value, { type, keyArn: key });
    const { version } = context.stores.parameters.find(parameterArn)!;
    return created(name, registration, { name, arn: parameterArn, tier, version });
  },
  ({ state }, { stores }) => stores.parameters.delete(state.arn),
);
