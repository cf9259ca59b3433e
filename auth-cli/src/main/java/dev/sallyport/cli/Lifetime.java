package dev.sallyport.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a duration such as {@code 90d}. Without state. */
final class Lifetime implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([smhd])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        ChronoUnit unit = form.matches() ? UNITS.get(form.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException("a duration is a number and a unit: 30s, 15m, 12h or 90d");
        }
        return Duration.of(Long.parseLong(form.group(1)), unit);
    }
}
