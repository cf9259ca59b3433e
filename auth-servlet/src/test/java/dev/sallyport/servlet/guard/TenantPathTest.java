package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
