/** With what. `missile`: the source does not say of which kind. */
export const WEAPON_KINDS = [
  'drone',
  'cruise_missile',
  'ballistic_missile',
  'missile',
  'glide_bomb',
  'bomb',
  'artillery',
  'rocket',
  'mine',
  'small_arms',
  'other',
] as const;
export type WeaponKind = (typeof WEAPON_KINDS)[number];

/** What was struck or damaged. */
export const OBJECT_KINDS = [
  'residential',
  'school',
  'health',
  'energy',
  'transport',
  'industry',
  'religious',
  'culture',
  'military',
  'government',
  'other',
] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** Weapons that come in barrages. */
export const BARRAGE_WEAPONS = ['drone', 'missile'] as const;
export type BarrageWeapon = (typeof BARRAGE_WEAPONS)[number];

/** What kind of attack it is told to be; a stream may be told to be several. */
export const ATTACK_KINDS = ['drone_barrage', 'missile_barrage', 'strike', 'shelling', 'clash', 'invasion'] as const;
export type AttackKind = (typeof ATTACK_KINDS)[number];

export const DAMAGE_LEVELS = ['destroyed', 'heavy', 'light'] as const;
export type DamageLevel = (typeof DAMAGE_LEVELS)[number];

export const DAMAGE_CAUSES = ['hit', 'debris', 'blast', 'fire'] as const;
export type DamageCause = (typeof DAMAGE_CAUSES)[number];

export const LINK_RELATIONS = ['partOf', 'causedBy', 'reprisalFor'] as const;
export type LinkRelation = (typeof LINK_RELATIONS)[number];
