package dev.sallyport.servlet.guard.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantPathTest {
    @Test
    void isComparedWithDecodedPaths() {
        assertThat(new TenantPath("/größen/{company}/my files/**").match("/größen/7/my files/x"))
                .contains(Map.of("company", "7"));
        assertThat(new TenantPath("/größen/{company}/**").match("/gr%C3%B6%C3%9Fen/7"))
                .isEmpty();
    }

    @Test
    void coversThePathUpToTheVariableAndAllBelow() {
        TenantPath path = new TenantPath("/api/{company}/teams/{team}/**");

        assertThat(path.match("/api/7/teams/8")).contains(Map.of("company", "7", "team", "8"));
        assertThat(path.match("/api/7/teams/8/x/y")).contains(Map.of("company", "7", "team", "8"));
        for (String other : List.of("", "/", "/api/7/teams", "/API/7/teams/8", "/api/7/team/8", "/x/api/7/teams/8")) {
            assertThat(path.match(other)).as(other).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/{x/{company}/**", "/api/}x/{company}/**", "/api/{1}/{company}/**"})
    void saysHowAVariableIsWritten(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantPath(pattern))
                .withMessage(
                        "tenantPath(\"" + pattern
                                + "\"): write a path with a variable that ends in \"/**\", such as \"/api/companies/{company_id}/**\"");
    }

    @Test
    void saysHowAnEscapedPatternIsWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantPath("/gr%C3%B6%C3%9Fen/{company}/**"))
                .withMessage(
                        "tenantPath \"/gr%C3%B6%C3%9Fen/{company}/**\" has an escape and would match nothing, because paths are"
                                + " compared as containers decode them; write \"/größen/{company}/**\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/api/{company}",
                "/api/{company}/*",
                "api/{company}/**",
                "/api/**",
                "/api//{company}/**",
                "/api/*/{company}/**",
                "/api/x{company}/**",
                "/api/{com pany}/**",
                "/api/{a}/{a}/**",
                "/api/../{company}/**",
                "/gro\u0308\u00dfe/{company}/**",
                "/a;b/{company}/**"
            })
    void refusesWhatNamesNoTenant(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantPath(pattern))
                .withMessageContaining(pattern);
    }
}
