package dev.sallyport.grant;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.text.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rules for addresses at registration. ASCII only: letters of other scripts look like Latin ones, and could disguise an account as
 * another. An operator can create accounts with any address.
 */
final class RegisteredAddress {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL = 64;
    private static final int MAX_NAME = 200;

    /** An unquoted local part (RFC 5321 §4.1.2), and a domain with a dot. */
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private RegisteredAddress() {}

    /**
     * Faults in the values of a registration.
     *
     * @param domains that may register; empty for any
     */
    static List<FieldError> faults(String email, @Nullable String name, Set<String> domains) {
        List<FieldError> faults = new ArrayList<>(faults(email, domains));
        if (name != null && (name.isBlank() || name.length() > MAX_NAME || !Characters.arePrintable(name))) {
            faults.add(new FieldError(
                    "name", "invalid", "A name has 1 to " + MAX_NAME + " characters and no control characters."));
        }
        return faults;
    }

    private static List<FieldError> faults(String email, Set<String> domains) {
        if (email.length() > MAX_LENGTH
                || email.indexOf('@') > MAX_LOCAL
                || !ADDRESS.matcher(email).matches()) {
            return List.of(new FieldError(
                    "email", "invalid", "Write an e-mail address of ASCII characters, such as ada@example.com."));
        }
        if (!domains.isEmpty() && !domains.contains(lowerCase(email.substring(email.indexOf('@') + 1)))) {
            return List.of(new FieldError("email", "not_allowed", "Addresses of this domain cannot register here."));
        }
        return List.of();
    }

    static String lowerCase(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    /** One text for all addresses that many servers deliver to one mailbox: the address without a plus and what follows it. */
    static String mailbox(String email) {
        String lower = lowerCase(email);
        int at = lower.indexOf('@');
        int plus = lower.indexOf('+');
        return plus > 0 && plus < at ? lower.substring(0, plus) + lower.substring(at) : lower;
    }
}
