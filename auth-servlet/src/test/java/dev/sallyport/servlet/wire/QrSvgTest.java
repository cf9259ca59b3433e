package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn is read back by another library. */
class QrSvgTest {
    private static final int QUIET = 4;
    private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1H(\\d+)z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otpauth://totp/Acme%20Corp:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme%20Corp",
                "x"
            })
    void isReadAsTheText(String text) throws Exception {
        String svg = Objects.requireNonNull(QrSvg.of(text));
        Matcher size = SIZE.matcher(svg);
        assertThat(size.find()).isTrue();
        assertThat(size.group(1)).isEqualTo(size.group(2));
        BitMatrix modules = new BitMatrix(Integer.parseInt(size.group(1)) - 2 * QUIET);
        String path = svg.substring(svg.indexOf(" d=\"") + 4, svg.lastIndexOf("\"/>"));
        assertThat(RUN.matcher(path).replaceAll("")).as("runs and nothing else").isEmpty();
        for (MatchResult run : RUN.matcher(path).results().toList()) {
            assertThat(run.group(4)).as("back to where it began").isEqualTo(run.group(1));
            modules.setRegion(number(run, 1) - QUIET, number(run, 2) - QUIET, number(run, 3), 1);
        }
        assertThat(new Decoder().decode(modules).getText()).isEqualTo(text);
    }

    @Test
    void whatNeedsALowerLevelIsDrawnAndWhatFitsNoneIsNot() throws Exception {
        isReadAsTheText("a".repeat(2_331));
        isReadAsTheText("a".repeat(2_332));
        isReadAsTheText("a".repeat(2_953));
        assertThat(QrSvg.of("a".repeat(2_954))).isNull();
    }

    private static int number(MatchResult run, int group) {
        return Integer.parseInt(run.group(group));
    }
}
