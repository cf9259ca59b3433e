package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.ScopeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Says in words what a rule demands. Without state. */
final class RuleText {
    private RuleText() {}

    static String of(AccessRule rule) {
        List<String> parts = new ArrayList<>();
        if (!rule.allOf().isEmpty()) {
            parts.add("scope " + joined(rule.allOf(), " and "));
        }
        if (!rule.anyOf().isEmpty()) {
            parts.add("scope " + joined(rule.anyOf(), " or "));
        }
        if (!rule.rolesAnyOf().isEmpty()) {
            parts.add("role " + String.join(" or ", new TreeSet<>(rule.rolesAnyOf())));
        }
        if (rule.tenantVariable() != null) {
            parts.add("of tenant {" + rule.tenantVariable() + "}");
        }
        if (parts.isEmpty()) {
            parts.add(
                    switch (rule.demand()) {
                        case OPEN -> "open";
                        case CALLER -> "any credential";
                        case CLOSED -> "closed";
                    });
        }
        rule.limits()
                .forEach(limit ->
                        parts.add(limit.limit() + " by " + limit.by().name().toLowerCase(Locale.ROOT)));
        return String.join(", ", parts);
    }

    private static String joined(ScopeSet scopes, String word) {
        List<String> names = new ArrayList<>();
        scopes.forEach(scope -> names.add(scope.value()));
        return String.join(word, names);
    }
}
