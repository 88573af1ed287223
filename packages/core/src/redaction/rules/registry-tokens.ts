import { ALNUM, DIGIT, DOT, EQUALS, HEX, LOWER, UPPER, WORD } from './characters.ts';
import { atLeast, exactly, tokens, type TokenRule } from './token-rule.ts';

const registry = 'registry_token';

/** Tokens of package registries and code hosts. */
export const registryTokens: readonly TokenRule[] = [
  ...tokens(registry, ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], atLeast(36, WORD | DOT)),
  ...tokens(registry, ['github_pat_'], atLeast(60, WORD)),
  ...tokens(registry, ['glpat-', 'gldt-', 'glrt-', 'glrtr-', 'glptt-', 'glft-', 'glagent-'], atLeast(20, WORD | DOT)),
  ...tokens(registry, ['gloas-', 'glimt-', 'glsoat-', 'glffct-', 'glwt-'], atLeast(20, WORD | DOT)),
  ...tokens(registry, ['glcbt-'], atLeast(20, WORD)),
  ...tokens(registry, ['GR1348941'], atLeast(20, WORD)),
  ...tokens(registry, ['_gitlab_session='], atLeast(32, ALNUM)),
  ...tokens(registry, ['ATBB'], atLeast(24, WORD | EQUALS)),
  ...tokens(registry, ['ATCTT3', 'ATATT3', 'ATSTT3', 'ATOTT3'], atLeast(40, WORD | EQUALS)),
  ...tokens(registry, ['npm_'], atLeast(36, ALNUM)),
  ...tokens(registry, ['pypi-'], atLeast(50, WORD)),
  ...tokens(registry, ['rubygems_'], atLeast(48, HEX)),
  ...tokens(registry, ['oy2'], exactly(43, LOWER | DIGIT)),
  ...tokens(registry, ['cio'], exactly(32, ALNUM)),
  ...tokens(registry, ['CLOJARS_', 'clojars_'], atLeast(40, ALNUM)),
  ...tokens(registry, ['dckr_pat_', 'dckr_oat_', 'dckr_org_'], atLeast(20, WORD)),
  ...tokens(registry, ['packagist_uut_', 'packagist_ort_', 'packagist_out_'], atLeast(40, HEX)),
  ...tokens(registry, ['AKCp'], atLeast(60, ALNUM)),
  ...tokens(registry, ['cmVmd'], atLeast(56, ALNUM)),
  ...tokens(registry, ['hxp_', 'hexp_', 'hex_'], atLeast(32, ALNUM)),
  ...tokens(registry, ['pkgcloud_', 'cldsm_'], atLeast(30, ALNUM)),
  ...tokens(registry, ['ddw_', 'jsr_', 'jsrp_'], atLeast(30, ALNUM)),
  ...tokens(registry, ['sqp_', 'squ_', 'sqa_'], atLeast(40, HEX)),
  ...tokens(registry, ['snyk_'], atLeast(30, WORD | DOT)),
  ...tokens(registry, ['gpr_', 'tfe-', 'sv_pat_'], atLeast(30, UPPER | WORD)),
];
