/** Systems Manager: reading a parameter. */
import { regionalArn } from "../../../iam/arns";
import { GetParameter$, type GetParameterRequest } from "@aws-sdk/client-ssm";
import { ServiceError } from "../../errors";
import { jsonService, schemaOperation } from "../api/json-service";
import { needDecrypt } from "../kms";
import model from "./api-model.json";

const getParameter = schemaOperation<GetParameterRequest>(GetParameter$, {
  resource: ({ Name: name = "" }, { place }) => {
    if (name.startsWith("arn:")) return name;
    const path = name.replace(/^\//, "");
    return regionalArn(place, "ssm", `parameter/${path}`);
  },
  run: ({ Name: name = "", WithDecryption: decrypt = false }, ctx) => {
    const parameter = ctx.stores.parameters.find(name);
    if (parameter?.value === undefined) throw new ServiceError("ParameterNotFound", name);
    const { type, value, keyArn, arn, version, changedAt } = parameter;
    const isSealed = type === "SecureString" && !decrypt;
    if (type === "SecureString" && decrypt) needDecrypt(keyArn, ctx, "ssm");
    return {
      Parameter: {
        Name: parameter.name,
        Type: type,
        Value: isSealed ? sealed : value,
        Version: version,
        LastModifiedDate: changedAt,
        ARN: arn,
        DataType: "text",
      },
    };
  },
});

/** What stands for the cipher text of a value that nobody asked to decrypt. */
const sealed = Buffer.from("encrypted by the rehearsal").toString("base64");

export const ssm = jsonService({
  name: "ssm",
  model,
  title: "Systems Manager",
  version: "1.1",
  target: "AmazonSSM.",
  needs: "stores",
  operations: new Map([["GetParameter", getParameter]]),
});
