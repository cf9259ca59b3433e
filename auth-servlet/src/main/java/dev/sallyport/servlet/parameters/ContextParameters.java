package dev.sallyport.servlet.parameters;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.servlet.console.Console;
import dev.sallyport.servlet.describe.Description;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.StandardPart;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.servlet.wire.WireProfiles;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a servlet context whose names begin with {@code sallyport.}, and what they make. Immutable.
 *
 * <p>Each is checked when it is used, and what is wrong with it is said with its name. One that nobody knows is an error: a
 * misspelt limit would be none. A secret never stands in {@code web.xml}; its parameters name where it is.
 */
public final class ContextParameters {
    private static final String ISSUER = "issuer";
    private static final String PROFILE = "profile";
    private static final String TENANT_PATHS = "tenantPaths";
    private static final String ALSO_STANDARD = "alsoStandard";
    private static final String OPERATORS = "operators";
    private static final String CONSOLE = "console";
    private static final String DESCRIBE = "describe";
    private static final List<String> MOUNTS = List.of(OPERATORS, "tenants", "health");
    private static final Map<String, EndpointLimits.Kind> ENDPOINT_LIMITS = Map.of(
            "endpointReads", EndpointLimits.Kind.READS,
            "endpointChanges", EndpointLimits.Kind.CHANGES,
            "endpointRevocations", EndpointLimits.Kind.REVOCATIONS,
            "endpointPublished", EndpointLimits.Kind.PUBLISHED,
            "endpointIntrospections", EndpointLimits.Kind.INTROSPECTIONS);

    private final ParameterTexts texts;

    private ContextParameters(ParameterTexts texts) {
        this.texts = texts;
    }

    public static ContextParameters of(ServletContext context) {
        Map<String, String> values = new TreeMap<>();
        for (String name : Collections.list(context.getInitParameterNames())) {
            @Nullable String value = context.getInitParameter(name);
            if (name.startsWith(ParameterTexts.PREFIX)) {
                values.put(name.substring(ParameterTexts.PREFIX.length()), value == null ? "" : value.strip());
            }
        }
        return new ContextParameters(new ParameterTexts(values));
    }

    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The names, for messages. */
    @Override
    public String toString() {
        return texts.all().stream()
                .map(each -> ParameterTexts.PREFIX + each.getKey())
                .toList()
                .toString();
    }

    /**
     * Everything as the parameters say, and the first user where they name one.
     *
     * @throws IllegalStateException when a parameter is unknown, missing or wrong; the message names it and says what to do
     * @throws dev.sallyport.change.StoreException when the database cannot be reached
     */
    public Sallyport build() {
        refuseUnknown();
        if (texts.find(ISSUER) == null) {
            throw new IllegalStateException("The context parameter " + ParameterTexts.PREFIX + ISSUER
                    + " is missing: this API's own base URL, such as https://api.example.com");
        }
        SallyportBuilder builder = Sallyport.builder();
        PlainSettings.ALL.forEach((name, setting) -> apply(name, text -> setting.apply(builder, text)));
        MasterKeySource.applyTo(builder, texts);
        // A mount for operators turns operators on.
        apply(OPERATORS, place -> builder.operators(operators -> operators));
        TenantKeyParameters.applyTo(builder, texts);
        apply(ParameterTexts.DATA_SOURCE, name -> builder.storesIn(Naming.lookUp(name)));
        FirstUser user = FirstUser.of(texts);
        Sallyport auth = builder.build();
        try {
            user.createIn(auth);
        } catch (RuntimeException e) {
            auth.close();
            throw e;
        }
        return auth;
    }

    /** How often the endpoints may be called; {@code none} is no limit. */
    public EndpointLimits endpointLimits() {
        EndpointLimits limits = EndpointLimits.defaults();
        for (Map.Entry<String, EndpointLimits.Kind> each : ENDPOINT_LIMITS.entrySet()) {
            limits = withLimit(limits, each.getValue(), each.getKey());
        }
        return limits;
    }

    private EndpointLimits withLimit(EndpointLimits limits, EndpointLimits.Kind kind, String name) {
        String text = texts.find(name);
        if (text == null) {
            return limits;
        }
        try {
            return text.equals("none") ? limits.without(kind) : limits.with(kind, RateLimit.parse(text));
        } catch (IllegalArgumentException e) {
            throw ParameterTexts.wrong(name, "is \"" + text + "\": " + e.getMessage(), e);
        }
    }

    /** Where the standard endpoints stand beside the profile; empty for nowhere. */
    public Optional<String> alsoStandard() {
        return words(ALSO_STANDARD).stream().findFirst();
    }

    /** Mount of endpoints that stand beside the profile: {@code operators}, {@code tenants} or {@code health}; empty for none. */
    public Optional<String> mount(String name) {
        return Optional.ofNullable(texts.find(name));
    }

    /** What documents about the endpoints say of the API; empty for no documents. */
    public Optional<Description> description() {
        String text = texts.find(DESCRIBE);
        try {
            return Optional.ofNullable(text).map(DescriptionText::parse);
        } catch (IllegalArgumentException e) {
            throw ParameterTexts.wrong(DESCRIBE, "is \"" + text + "\": " + e.getMessage(), e);
        }
    }

    /** The page where people manage their keys; empty for none. */
    public Optional<Console> console() {
        String pattern = texts.find(CONSOLE);
        try {
            return pattern == null ? Optional.empty() : Optional.of(Console.at(pattern));
        } catch (IllegalArgumentException e) {
            throw ParameterTexts.wrong(CONSOLE, "is wrong: " + e.getMessage(), e);
        }
    }

    /** Which of them: those that are named after the place; where none is, all but the login. */
    public Set<StandardPart> standardParts() {
        List<String> names = words(ALSO_STANDARD).stream().skip(1).toList();
        try {
            return names.isEmpty()
                    ? StandardPart.allBut(StandardPart.LOGIN)
                    : names.stream().map(StandardPart::named).collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw ParameterTexts.wrong(ALSO_STANDARD, "is wrong: " + e.getMessage(), e);
        }
    }

    private List<String> words(String name) {
        String text = texts.find(name);
        return text == null ? List.of() : PlainSettings.words(text);
    }

    /** Where in paths the tenant stands. */
    public List<String> tenantPaths() {
        return words(TENANT_PATHS);
    }

    /** The profile; empty for the standard one. */
    public Optional<WireProfile> profile() {
        String name = texts.find(PROFILE);
        if (name == null || name.equals("standard")) {
            return Optional.empty();
        }
        Map<String, Supplier<WireProfile>> known = new TreeMap<>();
        ServiceLoader.load(WireProfiles.class).forEach(more -> known.putAll(more.byName()));
        Supplier<WireProfile> found = known.get(name);
        if (found == null) {
            throw ParameterTexts.wrong(
                    PROFILE, "is not the name of a profile: write one of [standard] or " + known.keySet(), null);
        }
        return Optional.of(found.get());
    }

    private void apply(String name, Consumer<String> setting) {
        String text = texts.find(name);
        if (text == null) {
            return;
        }
        try {
            setting.accept(text);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw ParameterTexts.wrong(name, "is \"" + text + "\": " + e.getMessage(), e);
        }
    }

    private void refuseUnknown() {
        MasterKeySource.refuseKeyItself(texts);
        Set<String> known = new TreeSet<>(PlainSettings.ALL.keySet());
        known.addAll(MasterKeySource.NAMES);
        known.addAll(FirstUser.NAMES);
        known.addAll(ENDPOINT_LIMITS.keySet());
        known.addAll(TenantKeyParameters.NAMES);
        known.addAll(MOUNTS);
        known.addAll(List.of(ParameterTexts.DATA_SOURCE, PROFILE, TENANT_PATHS, ALSO_STANDARD, CONSOLE, DESCRIBE));
        for (Map.Entry<String, String> each : texts.all()) {
            if (!known.contains(each.getKey())) {
                throw ParameterTexts.wrong(
                        each.getKey(),
                        "is not known. There are " + known + ", each after \"" + ParameterTexts.PREFIX + "\"",
                        null);
            }
            if (each.getValue().isEmpty()) {
                throw ParameterTexts.wrong(each.getKey(), "is empty: give it a value, or leave it out", null);
            }
        }
    }
}
