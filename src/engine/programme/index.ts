export { type CreateInput, createWorkspace, minorDigits, minorPerMajor } from './create-workspace.ts';
export { type Edition, editionNumbered, editionOn, programmeAt } from './editions.ts';
export { familyKey, familyNamed, rebuildFamilyNames } from './families.ts';
export { getProgramme, updateProgramme } from './update.ts';
