export {
  formatPrivilege,
  type KnownPrivilege,
  normalizePrivilege,
  type Privilege,
  type PrivilegeLike,
  parsePrivilege,
} from './coveo/privilege.ts'
export {
  type BrowserPrivilegeWarning,
  browserPrivilegeWarnings,
  browserTokenWarnings,
} from './privileges/browser-warnings.ts'
export { type CatalogEntry, describePrivilege, privilegeCatalog } from './privileges/catalog.ts'
export { hasPrivileges, missingPrivileges } from './privileges/has-privileges.ts'
export {
  createPrivilegeChecker,
  type PrivilegeChecker,
  type PrivilegeCheckerOptions,
} from './privileges/privilege-checker.ts'
export { privilegePresets } from './privileges/privilege-presets.ts'
