package dev.sallyport.springattack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The path that was asked for and the one that Spring was told both count. */
class RewrittenTest {
    private static App app;
    private static String ada;
    private static String vic;

    @BeforeAll
    static void start() throws Exception {
        app = App.shared();
        ada = app.login("ada");
        vic = app.login("vic");
    }

    @BeforeEach
    void clear() {
        Entered.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/companies/acme/export", "/api/companies/acme/figures"})
    void tenantOfThePathThatWasAskedForStays(String path) throws Exception {
        assertThat(app.get(path, null).statusCode()).isEqualTo(401);
        assertThat(app.get(path, vic).statusCode()).isEqualTo(404);
        assertThat(Entered.names()).isEmpty();

        assertThat(app.get(path, ada).body()).isEqualTo("entered:export");
    }

    @Test
    void tenantOfThePathThatSpringIsToldCounts() throws Exception {
        assertThat(app.get("/w/short", vic).statusCode()).isEqualTo(404);
        assertThat(app.get("/w/short", ada).body()).contains("\"company\":\"acme\"");
    }

    @Test
    void pathIsOpenOnlyIfItWasAskedForAsSuch() throws Exception {
        assertThat(app.get("/w/assets", null).statusCode()).isEqualTo(401);
        assertThat(Entered.names()).isEmpty();

        assertThat(app.get("/w/assets", vic).body()).isEqualTo("entered:open function");
    }
}
