package dev.sallyport.user;

import dev.sallyport.caller.FieldError;
import dev.sallyport.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords may be set: 8 to 1,024 UTF-8 bytes, counted as typed; not among the common ones; not the login, the e-mail
 * or what stands before its {@code @}; not known from a breach, where a {@link BreachCheck} is given. Immutable and safe for
 * use by many threads. No rule asks for kinds of characters (NIST SP 800-63B).
 */
public final class PasswordPolicy {
    private static final System.Logger LOG = System.getLogger(PasswordPolicy.class.getName());

    private static final int MIN_BYTES = 8;

    private final @Nullable BreachCheck breaches;

    private PasswordPolicy(@Nullable BreachCheck breaches) {
        this.breaches = breaches;
    }

    public static PasswordPolicy standard() {
        return new PasswordPolicy(null);
    }

    /** This policy, asking the check as its last step. */
    public PasswordPolicy withBreachCheck(BreachCheck check) {
        return new PasswordPolicy(check);
    }

    /**
     * What is wrong with this password, at most one fault; empty when it may be set.
     *
     * @param field the name that the fault is told under
     * @param login of whom the password is for
     * @param email of whom the password is for, null when there is none
     */
    public List<FieldError> check(String field, Secret password, String login, @Nullable String email) {
        Optional<byte[]> bytes = Utf8.encode(password.reveal(), PasswordHashes.MAX_PASSWORD_BYTES);
        if (!Utf8.isWellFormed(password.reveal())) {
            return fault(field, "invalid", "A password is well-formed Unicode text.");
        }
        if (bytes.isEmpty()) {
            return fault(field, "too_long", "A password has at most " + PasswordHashes.MAX_PASSWORD_BYTES + " bytes.");
        }
        if (bytes.get().length < MIN_BYTES) {
            return fault(field, "too_short", "A password has at least " + MIN_BYTES + " bytes.");
        }
        if (namesOf(login, email).contains(lower(password.reveal()))) {
            return fault(field, "same_as_login", "A password is not the login or the e-mail.");
        }
        if (CommonPasswords.contains(password.reveal())) {
            return fault(field, "too_common", "This password is among the most common ones.");
        }
        if (breaches != null && isBreached(breaches, password)) {
            return fault(field, "breached", "This password is known from a breach.");
        }
        return List.of();
    }

    private static List<String> namesOf(String login, @Nullable String email) {
        List<String> names = new ArrayList<>();
        for (String name : email == null ? List.of(login) : List.of(login, email)) {
            names.add(lower(name));
            names.add(lower(name.substring(0, name.contains("@") ? name.indexOf('@') : name.length())));
        }
        return names;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isBreached(BreachCheck check, Secret password) {
        try {
            return check.isBreached(password);
        } catch (RuntimeException e) {
            // The class alone: its message could repeat what was looked up.
            LOG.log(System.Logger.Level.WARNING, "The breach check failed and was passed over: {0}", e.getClass());
            return false;
        }
    }

    private static List<FieldError> fault(String field, String code, String message) {
        return List.of(new FieldError(field, code, message));
    }
}
