import * as programs from "../support/programs";
import { gateCases } from "./gate";
import { groupCases } from "./group";
import { hubCases } from "./hub";
import { stageCases } from "./stage";
import { changes } from "./try-changes";

changes("ApprovalGate", gateCases, programs.gateProgram);
changes("MultiApprovalStage", stageCases, programs.stageProgram);
changes("ApproverGroup", groupCases, programs.groupProgram);
changes("ApprovalHub", hubCases, programs.hubProgram);
