export { type CreateInput, createWorkspace, createWorkspaceAgain, minorPerMajor } from './create-workspace.ts';
export { defaultProgramme } from './default-programme.ts';
export { type Edition, editionNumbered, editionOn, programmeAt } from './editions.ts';
export { familyKey, familyNamed, rebuildFamilyNames } from './families.ts';
export { getProgramme, updateProgramme } from './update.ts';
