package dev.sallyport.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatementTest {
    private static final String CONTRADICTION =
            "app.S has annotations that contradict each other: @PermitAll and @DenyAll stand"
                    + " alone; only @RequiresScope, @RolesAllowed and @RequiresTenant go together";

    @TempDir
    private Path output;

    @Test
    void aServletWithoutAFaultCompilesWithoutAWord() {
        assertThat(compile("""
                @RequiresScope("reports:*")
                class S extends HttpServlet {
                    @Override
                    @RequiresScope(value = "reports:read", anyOf = {"reports:generate", "reports:read"})
                    @RolesAllowed("analyst") @RequiresTenant("company_id")
                    @RateLimited(value = "10/minute, 100/day", by = LimitBy.TENANT, group = "reports")
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
                    @Override
                    @PermitAll @RateLimited("5/30s")
                    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
                    @Override
                    @DenyAll
                    protected void doPut(HttpServletRequest request, HttpServletResponse response) {}
                }
                """)).isEmpty();
    }

    @Test
    void anUnknownScopeIsAnErrorAtTheLineOfItsName() {
        assertThat(compile("""
                @RequiresScope(anyOf = {
                    "reports:read",
                    "reports:erase",
                    "dashboards:*"
                })
                class S extends HttpServlet {}
                """))
                .containsExactly(
                        "ERROR 3: Unknown scope in @RequiresScope on app.S: reports:erase. Declare it with"
                                + " Sallyport.builder().scopes(…) and in -Asallyport.scopes; known are: [reports:read,"
                                + " reports:generate, tokens:introspect]",
                        "ERROR 4: Unknown scope in @RequiresScope on app.S: dashboards:*. Declare it with"
                                + " Sallyport.builder().scopes(…) and in -Asallyport.scopes; known are: [reports:read,"
                                + " reports:generate, tokens:introspect]");
    }

    @Test
    void constantsAreReadAndTheirNamesAtThePlaceOfUse() {
        assertThat(compile("""
                class S extends HttpServlet {
                    static final String READ = "reports:" + "reed";
                    @Override
                    @RequiresScope(READ)
                    public void service(ServletRequest request, ServletResponse response) {}
                }
                """))
                .containsExactly(
                        "ERROR 4: Unknown scope in @RequiresScope on app.S.service: reports:reed. Declare it with"
                                + " Sallyport.builder().scopes(…) and in -Asallyport.scopes; known are: [reports:read,"
                                + " reports:generate, tokens:introspect]");
    }

    @Test
    void aConstantThatIsMissingIsTheCompilersOwnAffair() {
        assertThat(compile("""
                @RequiresScope(Missing.SCOPE)
                @RateLimited(value = Missing.LIMIT, group = Missing.GROUP)
                class S extends HttpServlet {}
                """)).hasSize(3).allMatch(line -> line.contains("cannot find symbol"));
    }

    @Test
    void withoutACatalogueOnlyTheFormOfScopesIsChecked() {
        assertThat(new Compilation(output).of(Source.of("S", """
                @RequiresScope({"anything", "at:all", "two words", "rep*", "*"})
                class S extends HttpServlet {}
                """)))
                .containsExactly(
                        "ERROR 1: @RequiresScope on app.S: A scope is printable ASCII without space, quote and backslash (RFC"
                                + " 6749 section 3.3); character 4 is not",
                        "ERROR 1: @RequiresScope on app.S: The scope rep* has a star that is no wildcard; a wildcard is a name,"
                                + " a colon and a star at the end, like reports:*",
                        "ERROR 1: @RequiresScope on app.S: The scope * has a star that is no wildcard; a wildcard is a name,"
                                + " a colon and a star at the end, like reports:*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''               | A scope has 1 to 128 characters, this one has 0
                    reports:read,    | A scope has 1 to 128 characters, this one has 0
                    reports read     | A scope is printable ASCII without space, quote and backslash (RFC 6749 section 3.3); character 8 is not
                    reports:*        | The catalogue lists single scopes; reports:* is a wildcard, list what it covers
                    """)
    void aCatalogueThatIsNoneIsAnError(String option, String fault) {
        assertThat(new Compilation(output)
                        .with("-Asallyport.scopes=" + option)
                        .of(Source.of("S", "@RequiresScope(\"a\") class S extends HttpServlet {}")))
                .containsExactly(
                        "ERROR -1: -Asallyport.scopes is no list of scopes with commas between them: " + fault);
    }

    @Test
    void nothingNamedIsAnError() {
        assertThat(compile("""
                @RequiresScope
                @RolesAllowed({})
                class S extends HttpServlet {}
                """))
                .containsExactly(
                        "ERROR 1: @RequiresScope on app.S names no scope; a valid credential is needed without it, too",
                        "ERROR 2: @RolesAllowed on app.S names no role; write @DenyAll to close it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    @PermitAll | @RequiresScope("reports:read")
                    @RolesAllowed("a") | @PermitAll
                    @RequiresTenant("a") | @DenyAll
                    @PermitAll | @DenyAll
                    """)
    void contradictionsAreAnErrorAtTheSecondOfTheTwo(String one, String other) {
        assertThat(compile(one + "\n" + other + "\nclass S extends HttpServlet {}"))
                .containsExactly("ERROR 2: " + CONTRADICTION);
    }

    @Test
    void aRoleThatIsNamedTwiceIsAnError() {
        assertThat(compile("@RolesAllowed({\"a\", \"b\",\n\"a\"}) class S extends HttpServlet {}"))
                .containsExactly("ERROR 2: @RolesAllowed on app.S names the role \"a\" twice");
    }

    @Test
    void threeThatContradictEachOtherAreOneError() {
        assertThat(
                        compile(
                                "@PermitAll @RolesAllowed(\"a\") @DenyAll @RateLimited(\"1/day\") class S extends HttpServlet {}"))
                .containsExactly("ERROR 1: " + CONTRADICTION);
    }

    @Test
    void annotationsOfTheOldNameSpaceAreAnError() {
        Source old = Source.whole(
                "javax/annotation/security/PermitAll.java",
                "package javax.annotation.security; public @interface PermitAll {}");
        assertThat(new Compilation(output).of(old, Source.of("S", """
                class S extends HttpServlet {
                    @Override
                    @javax.annotation.security.PermitAll
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
                }
                """)))
                .containsExactly(
                        "ERROR 3: app.S.doGet has @javax.annotation.security.PermitAll, which is not understood"
                                + " here; use dev.sallyport.access and jakarta.annotation.security");
    }

    @Test
    void whatTheServerIsToldOfItsOwnIsNoConcern() {
        assertThat(compile("@RunAs(\"batch\") @DeclareRoles({}) @PermitAll class S extends HttpServlet {}"))
                .isEmpty();
    }

    private List<String> compile(String text) {
        return new Compilation(output)
                .with("-Asallyport.scopes=reports:read, reports:generate")
                .of(Source.of("S", text));
    }
}
