package dev.sallyport.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleCatalogTest {
    private static final ScopeCatalog SCOPES =
            ScopeCatalog.of(Map.of(new Scope("reports:read"), "", new Scope("reports:write"), "", new Scope("a"), ""));
    private static final RoleCatalog ROLES = RoleCatalog.of(
            List.of(
                    Role.of("viewer", "reports:read"),
                    Role.of("editor", "reports:read", "reports:write"),
                    Role.of("all", "reports:*"),
                    Role.of("mark")),
            SCOPES);

    @Test
    void rolesGrantTogetherAndUnknownOnesNothing() {
        assertThat(ROLES.scopesOf(Set.of("viewer", "mark", "nope"))).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(ROLES.scopesOf(Set.of())).isEqualTo(ScopeSet.none());
        assertThat(ROLES.names()).containsExactlyInAnyOrder("viewer", "editor", "all", "mark");
    }

    @Test
    void restrictedCredentialBearsRolesThatItHasInFull() {
        Set<String> held = Set.of("viewer", "editor", "all");
        assertThat(ROLES.within(held, ScopeSet.of("reports:read"))).containsExactly("viewer");
        assertThat(ROLES.within(held, ScopeSet.of("reports:read", "reports:write")))
                .as("a wildcard is more than what it covers today")
                .containsExactlyInAnyOrder("viewer", "editor");
        assertThat(ROLES.within(held, ScopeSet.of("reports:*"))).containsExactlyInAnyOrder("viewer", "editor", "all");
        assertThat(ROLES.within(held, ScopeSet.none())).isEmpty();
    }

    @Test
    void restrictedCredentialBearsNoRoleThatIsAMereMarkOrUnknown() {
        assertThat(ROLES.within(Set.of("mark", "nope"), ScopeSet.of("reports:*", "a")))
                .isEmpty();
    }

    @Test
    void rolesTogetherMayGrantMoreThanOneSetMayBeGiven() {
        Map<Scope, String> scopes = new LinkedHashMap<>();
        String[] first = names(scopes, "a:");
        String[] second = names(scopes, "b:");
        RoleCatalog wide =
                RoleCatalog.of(List.of(Role.of("first", first), Role.of("second", second)), ScopeCatalog.of(scopes));
        assertThat(wide.scopesOf(Set.of("first", "second")).size()).isEqualTo(400);
    }

    private static String[] names(Map<Scope, String> scopes, String prefix) {
        String[] names = new String[200];
        for (int i = 0; i < names.length; i++) {
            names[i] = prefix + i;
            scopes.put(new Scope(names[i]), "");
        }
        return names;
    }

    @Test
    void refusesRoleThatIsDeclaredTwiceAndUnknownScopes() {
        assertThatThrownBy(() -> RoleCatalog.of(List.of(Role.of("r", "a"), Role.of("r", "a")), SCOPES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The role \"r\" is declared twice");
        assertThatThrownBy(() -> RoleCatalog.of(List.of(Role.of("r", "nope")), SCOPES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Unknown scope in role \"r\": nope");
    }
}
