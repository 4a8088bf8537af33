/** Amazon ECR. */
export { ecrSource } from "./source-action";
