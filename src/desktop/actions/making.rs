//! Makes the enums of the actions and what is known of each from their table.

use super::Action;

/// Makes the actions from their table: an enum of those of the shell, one of those of an open edition, and one of all. Where `Roles`
/// stands there is an action for each role.
macro_rules! actions {
    ($($of:ident { $($(#[$doc:meta])* $name:ident $key:literal $menu:ident $shortcut:literal $icon:literal;)* })*) => {
        actions!(@split {} {} $($of { $($(#[$doc])* $name,)* })*);

        // An action is one thing by one name, whoever carries it out.
        #[allow(non_upper_case_globals, reason = "they are named like the variants they stand for")]
        impl Action {
            $($($(#[$doc])* pub const $name: Action = actions!(@of $of $name);)*)*

            /// All actions, in the order of the menus.
            pub const ALL: &'static [Action] = {
                const PARTS: &[&[Action]] = &[$(actions!(@part $of $($name)*)),*];
                &joined::<{ length(PARTS) }>(PARTS)
            };

            /// The action's name, a locale key.
            pub fn key(self) -> &'static str {
                match self {
                    $($(Action::$name => $key,)*)*
                    Action::Edition(EditionAction::Role(role)) => role.key(),
                }
            }

            /// The menu it stands in.
            pub fn menu(self) -> Menu {
                match self {
                    $($(Action::$name => Menu::$menu,)*)*
                    Action::Edition(EditionAction::Role(_)) => Menu::Text,
                }
            }

            /// Its shortcut as written in the keymap; empty where it has none.
            pub fn default_shortcut(self) -> &'static str {
                match self {
                    $($(Action::$name => $shortcut,)*)*
                    Action::Edition(EditionAction::Role(role)) => role.form().shortcut,
                }
            }

            /// Its icon's name; empty where it has none.
            pub fn icon(self) -> &'static str {
                match self {
                    $($(Action::$name => $icon,)*)*
                    Action::Edition(EditionAction::Role(role)) => role.form().icon,
                }
            }
        }
    };
    (@of Shell $name:ident) => { Action::Shell(ShellAction::$name) };
    (@of Edition $name:ident) => { Action::Edition(EditionAction::$name) };
    (@part Roles) => { &ROLES };
    (@part $of:ident $($name:ident)*) => { &[$(Action::$name),*] };
    (@split { $($shell:tt)* } { $($edition:tt)* } Shell { $($more:tt)* } $($rest:tt)*) => {
        actions!(@split { $($shell)* $($more)* } { $($edition)* } $($rest)*);
    };
    (@split { $($shell:tt)* } { $($edition:tt)* } Edition { $($more:tt)* } $($rest:tt)*) => {
        actions!(@split { $($shell)* } { $($edition)* $($more)* } $($rest)*);
    };
    (@split { $($shell:tt)* } { $($edition:tt)* } Roles { } $($rest:tt)*) => {
        actions!(@split { $($shell)* } { $($edition)* } $($rest)*);
    };
    (@split { $($shell:tt)* } { $($edition:tt)* }) => {
        /// An action that needs no open edition.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ShellAction { $($shell)* }

        /// An action on the open edition.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EditionAction {
            $($edition)*
            /// Gives the selected blocks a role.
            Role(Role),
        }
    };
}

pub(super) use actions;

/// How many actions the parts have.
pub(super) const fn length(parts: &[&[Action]]) -> usize {
    let (mut sum, mut part) = (0, 0);
    while part < parts.len() {
        sum += parts[part].len();
        part += 1;
    }
    sum
}

/// The parts, one after the other.
pub(super) const fn joined<const COUNT: usize>(parts: &[&[Action]]) -> [Action; COUNT] {
    let mut all = [Action::Quit; COUNT];
    let (mut part, mut at, mut next) = (0, 0, 0);
    while next < COUNT {
        if at < parts[part].len() {
            all[next] = parts[part][at];
            (at, next) = (at + 1, next + 1);
        } else {
            (part, at) = (part + 1, 0);
        }
    }
    all
}
