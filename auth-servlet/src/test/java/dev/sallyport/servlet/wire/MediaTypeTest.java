package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;",
                "application/json ;; ; ",
                " application/json\t;\tcharset=utf-8 ",
                "application/json;charset=UTF8",
                "application/json; charset=\"utf-8\"",
                "application/json; charset=\"ut\\f-8\"",
                "application/json; CHARSET=utf-8",
                "application/json; version=1",
                "application/json; charset=utf-8; boundary=x; q=\"a;charset=utf-16\"",
                "application/json; x=\"a, text/plain\""
            })
    void readsJsonHoweverItIsWritten(String text) {
        assertThat(MediaType.parse(text))
                .hasValueSatisfying(type -> assertThat(type.isJson()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "application",
                "application/",
                "/json",
                "application /json",
                "application/json, text/plain",
                "application/json; charset=utf-8, text/plain",
                "application/json charset=utf-8",
                "application/json; charset",
                "application/json; charset=",
                "application/json; charset =utf-8",
                "application/json; charset= utf-8",
                "application/json; charset=utf-8; charset=utf-8",
                "application/json; charset=\"utf-8",
                "application/json; charset=\"utf-8\\",
                "application/json; charset=\"utf-8\"x",
                "application/json; x=\"\u0000\"",
                "application/\u00e4"
            })
    void refusesWhatIsNoMediaType(String text) {
        assertThat(MediaType.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/jsonp",
                "application/problem+json",
                "text/plain; x=\"application/json\"",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset=\"\"",
                "application/x-www-form-urlencoded"
            })
    void isNotJson(String text) {
        assertThat(MediaType.parse(text))
                .hasValueSatisfying(type -> assertThat(type.isJson()).isFalse());
    }

    /** RFC 9110, section 5.6.2. */
    @Test
    void tokensHaveEveryCharacterThatOneMayHave() {
        assertThat(MediaType.parse("az/AZ09!#$%&'*+-.^_`|~")).contains(new MediaType("az/az09!#$%&'*+-.^_`|~", null));
        for (char c : "@[{:/\u007f ".toCharArray()) {
            assertThat(MediaType.parse("a/b" + c + "c")).as("%s", c).isEmpty();
        }
    }

    @Test
    void formsMayBeInAnEncodingThatWritesAsciiAlike() {
        for (String charset : new String[] {"iso-8859-1", "ISO-8859-1", "us-ascii", "Latin1", "\"windows-1252\""}) {
            assertThat(MediaType.parse("application/x-www-form-urlencoded; charset=" + charset))
                    .hasValueSatisfying(type -> {
                        assertThat(type.isForm()).isTrue();
                        assertThat(type.isUtf8()).isFalse();
                    });
        }
        for (String charset : new String[] {"utf-16", "ibm037", "utf-7", "x"}) {
            assertThat(MediaType.parse("application/x-www-form-urlencoded; charset=" + charset))
                    .hasValueSatisfying(type -> assertThat(type.isForm()).isFalse());
        }
    }
}
