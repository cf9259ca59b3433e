package dev.sallyport.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeCatalogTest {
    private static final ScopeCatalog CATALOG = ScopeCatalog.of(entries());

    private static Map<Scope, String> entries() {
        Map<Scope, String> entries = new LinkedHashMap<>();
        entries.put(new Scope("reports:read"), "Read reports");
        entries.put(new Scope("audit"), "");
        return entries;
    }

    @ParameterizedTest
    @CsvSource({
        "reports:read, true",
        "reports:*, true",
        "audit, true",
        "reports:write, false",
        "audit:*, false",
        "reports:read:*, false",
        "users:*, false"
    })
    void knowsWhatIsListedAndWildcardsAboveIt(String scope, boolean known) {
        assertThat(CATALOG.knows(new Scope(scope))).isEqualTo(known);
    }

    @Test
    void namesTheUnknownScopesAndWhereTheyAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CATALOG.require(ScopeSet.of("reports:read", "users:read", "users:*"), "role \"viewer\""))
                .withMessage("Unknown scope in role \"viewer\": users:* users:read. Declare it with"
                        + " Sallyport.builder().scopes(…); known are: [reports:read, audit]");
        assertThatCode(() -> CATALOG.require(ScopeSet.of("reports:*", "audit"), "role \"viewer\""))
                .doesNotThrowAnyException();
    }

    @Test
    void listsInTheOrderOfDeclarationAndKeepsACopy() {
        Map<Scope, String> given = entries();
        ScopeCatalog catalog = ScopeCatalog.of(given);
        given.clear();

        assertThat(catalog.entries().keySet()).containsExactly(new Scope("reports:read"), new Scope("audit"));
    }

    @Test
    void refusesWildcards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScopeCatalog.of(Map.of(new Scope("reports:*"), "")))
                .withMessage("The catalogue lists single scopes; reports:* is a wildcard, list what it covers");
    }
}
