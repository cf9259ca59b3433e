package dev.sallyport.user;

import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.secret.Secret;
import dev.sallyport.text.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords may be set: 8 or more characters (Unicode code points), at most 1,024 UTF-8 bytes, counted as typed; not among
 * the common ones; not the login, the e-mail or what stands before its {@code @} with nothing but signs and up to three digits
 * around it; not the application's name with nothing but signs and digits; not known from a breach, where a {@link BreachCheck} is given. Immutable and safe
 * for use by many threads. No rule asks for kinds of characters (NIST SP 800-63B).
 */
public final class PasswordPolicy {
    private final RareLines failures = new RareLines(System.getLogger(PasswordPolicy.class.getName()));

    private static final int MIN_LENGTH = 8;
    private static final int MAX_MIN_LENGTH = 64;

    /** Who has a login may put a number behind it, but not a small one. */
    private static final int YEAR = 4;

    private final int minimumLength;
    private final List<String> contextWords;
    private final @Nullable BreachCheck breaches;

    private PasswordPolicy(int minimumLength, List<String> contextWords, @Nullable BreachCheck breaches) {
        this.minimumLength = minimumLength;
        this.contextWords = contextWords;
        this.breaches = breaches;
    }

    public static PasswordPolicy defaults() {
        return new PasswordPolicy(MIN_LENGTH, List.of(), null);
    }

    /** This policy, asking the check as its last step. */
    public PasswordPolicy withBreachCheck(BreachCheck check) {
        return new PasswordPolicy(minimumLength, contextWords, check);
    }

    /**
     * This policy with another least number of characters, 8 to 64.
     *
     * @throws IllegalArgumentException when it is out of range
     */
    public PasswordPolicy withMinimumLength(int characters) {
        if (characters < MIN_LENGTH || characters > MAX_MIN_LENGTH) {
            throw new IllegalArgumentException("The least length of a password is " + MIN_LENGTH + " to "
                    + MAX_MIN_LENGTH + " characters, this is " + characters);
        }
        return new PasswordPolicy(characters, contextWords, breaches);
    }

    /** This policy with more words that somebody who knows the application would try first, such as its name. */
    public PasswordPolicy withContextWords(String... words) {
        List<String> more = new ArrayList<>(contextWords);
        more.addAll(ContextWords.of(words));
        return new PasswordPolicy(minimumLength, List.copyOf(more), breaches);
    }

    /** This policy with what the application's address says of its name. */
    public PasswordPolicy forApplication(String address) {
        return withContextWords(ContextWords.ofAddress(address));
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
        if (Characters.hasHalfPair(password.reveal())) {
            return fault(field, "invalid", "A password is well-formed Unicode text.");
        }
        if (bytes.isEmpty()) {
            return fault(field, "too_long", "A password has at most " + PasswordHashes.MAX_PASSWORD_BYTES + " bytes.");
        }
        String text = password.reveal();
        if (text.codePointCount(0, text.length()) < minimumLength) {
            return fault(field, "too_short", "A password has at least " + minimumLength + " characters.");
        }
        List<String> names = namesOf(login, email);
        if (names.contains(lower(text)) || ContextWords.areAll(text, names, YEAR)) {
            return fault(field, "same_as_login", "A password is more than the login or the e-mail.");
        }
        if (ContextWords.areAll(text, contextWords, Integer.MAX_VALUE)) {
            return fault(field, "same_as_application", "A password is more than the name of the application.");
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

    private boolean isBreached(BreachCheck check, Secret password) {
        try {
            return check.isBreached(password);
        } catch (RuntimeException e) {
            // The class alone: its message could repeat what was looked up.
            failures.log(System.Logger.Level.WARNING, "The breach check failed and was passed over: " + e.getClass());
            return false;
        }
    }

    private static List<FieldError> fault(String field, String code, String message) {
        return List.of(new FieldError(field, code, message));
    }
}
