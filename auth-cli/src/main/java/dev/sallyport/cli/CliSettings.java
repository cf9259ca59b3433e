package dev.sallyport.cli;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.operator.OperatorArea;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.Scope;
import dev.sallyport.tenant.TenantKeyPolicy;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the application that the command line needs, from a file of Java properties. Only roles, scopes and types of client that
 * the file declares can be granted, as in the application itself; stored ones can always be listed, disabled and revoked. An unknown
 * name is an error. Immutable.
 */
final class CliSettings {
    static final String ISSUER = "issuer";
    static final String AUDIENCE = "audience";
    static final String TABLE_PREFIX = "tablePrefix";
    private static final String KEY_PREFIX = "keyPrefix";
    private static final String SCOPES = "scopes";
    private static final String AUDIT_RETENTION = "auditRetentionDays";
    private static final String IMPORTED = "importedKeyPrefixes";
    private static final String ROLE = "role.";
    private static final String CLIENT_TYPE = "clientType.";
    private static final Set<String> NAMES =
            Set.of(ISSUER, AUDIENCE, TABLE_PREFIX, KEY_PREFIX, SCOPES, AUDIT_RETENTION, IMPORTED);

    private final Map<String, String> values;

    private CliSettings(Map<String, String> values) {
        this.values = values;
    }

    static CliSettings none() {
        return new CliSettings(Map.of());
    }

    /** @throws IllegalStateException when the file cannot be read or has an unknown name */
    static CliSettings in(Path file) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("The settings file " + file + " cannot be read", e);
        }
        Map<String, String> values = new TreeMap<>();
        for (String name : read.stringPropertyNames()) {
            if (!NAMES.contains(name) && !name.startsWith(ROLE) && !name.startsWith(CLIENT_TYPE)) {
                throw new IllegalStateException("The settings file " + file + " has the unknown name \""
                        + name + "\". Known names are "
                        + NAMES.stream().sorted().toList() + ", " + ROLE
                        + "NAME and " + CLIENT_TYPE + "NAME");
            }
            values.put(name, read.getProperty(name).strip());
        }
        return new CliSettings(values);
    }

    @Nullable
    String find(String name) {
        return values.get(name);
    }

    /** @throws IllegalStateException when one is wrong; the message names it */
    void applyTo(SallyportBuilder builder) {
        if (rolesName(OperatorArea.scopes().keySet())) {
            builder.operators(operators -> operators);
        }
        if (rolesName(TenantKeyPolicy.scopes().keySet())) {
            builder.tenantKeys(TenantKeyPolicy.withRoles());
        }
        values.forEach((name, text) -> {
            try {
                apply(builder, name, text);
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("The setting " + name + " is wrong: " + e.getMessage(), e);
            }
        });
    }

    /** Tells whether a role names one of the scopes, which are declared by what they are for. */
    private boolean rolesName(Set<Scope> scopes) {
        return values.entrySet().stream()
                .filter(each -> each.getKey().startsWith(ROLE))
                .flatMap(each -> Arrays.stream(words(each.getValue())))
                .anyMatch(
                        word -> scopes.stream().anyMatch(scope -> scope.value().equals(word)));
    }

    private static void apply(SallyportBuilder builder, String name, String text) {
        if (name.startsWith(ROLE)) {
            builder.roles(Role.of(name.substring(ROLE.length()), words(text)));
        } else if (name.startsWith(CLIENT_TYPE)) {
            builder.clientTypes(clientType(name.substring(CLIENT_TYPE.length()), List.of(words(text))));
        } else if (name.equals(KEY_PREFIX)) {
            builder.keyPrefix(text);
        } else if (name.equals(SCOPES)) {
            builder.scopes(words(text));
        } else if (name.equals(IMPORTED)) {
            builder.apiKeys(keys -> keys.withImportedPrefixes(words(text)));
        } else if (name.equals(AUDIT_RETENTION)) {
            builder.audit(audit -> audit.withRetention(Duration.ofDays(Long.parseLong(text))));
        }
    }

    private static ClientType clientType(String name, List<String> words) {
        if (words.size() < 3) {
            throw new IllegalArgumentException(
                    "write the prefix of its ids, the prefix of its secrets, client or embed, and its scopes: p_ ps_ client"
                            + " reports:read");
        }
        CallerKind kind = switch (words.get(2)) {
            case "client" -> CallerKind.CLIENT;
            case "embed" -> CallerKind.EMBED;
            default -> throw new IllegalArgumentException("a client type is client or embed");
        };
        return ClientType.of(name, words.get(0), words.get(1), kind)
                .withScopes(words.subList(3, words.size()).toArray(String[]::new));
    }

    static String[] words(String text) {
        return Arrays.stream(text.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
