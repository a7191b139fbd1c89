import type { ContractProcedure, ErrorMap, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import type { Contract } from './index.ts';
import type { ProcedureMeta } from './procedure.ts';

type Feature = keyof Contract;

/** What a handler of a procedure is given: the input, checked and with defaults filled in. */
export type Asked<F extends Feature, P extends keyof Contract[F]> =
  Contract[F][P] extends ContractProcedure<infer Input, infer _Output, infer _Errors extends ErrorMap, ProcedureMeta>
    ? InferSchemaOutput<Input>
    : never;

/** What a handler of a procedure answers, before the contract checks it. */
export type Answer<F extends Feature, P extends keyof Contract[F]> =
  Contract[F][P] extends ContractProcedure<infer _Input, infer Output, infer _Errors extends ErrorMap, ProcedureMeta>
    ? InferSchemaInput<Output>
    : never;
