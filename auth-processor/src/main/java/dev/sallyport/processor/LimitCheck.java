package dev.sallyport.processor;

import dev.sallyport.access.LimitGroup;
import dev.sallyport.limit.RateLimit;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.VariableElement;

/** Reads rate limits, and remembers which limit a group has. For the compiler's thread. */
final class LimitCheck {
    private final Findings findings;
    private final Map<String, Limit> groups = new HashMap<>();

    private record Limit(String value, String by) {
        @Override
        public String toString() {
            return "\"" + value + "\" by " + by;
        }
    }

    LimitCheck(Findings findings) {
        this.findings = findings;
    }

    void check(Mark mark) {
        AnnotationValue written = mark.value("value");
        if (written == null || !(written.getValue() instanceof String text) || text.equals("<error>")) {
            return;
        }
        try {
            RateLimit.parse(text);
        } catch (IllegalArgumentException e) {
            findings.error(mark, written, "@RateLimited on " + mark.where() + ": " + e.getMessage());
        }
        AnnotationValue group = mark.value("group");
        if (group != null && group.getValue() instanceof String name && !name.isEmpty() && !name.equals("<error>")) {
            group(mark, group, name, new Limit(text, by(mark)));
        }
    }

    private void group(Mark mark, AnnotationValue written, String name, Limit limit) {
        try {
            LimitGroup.require(name);
        } catch (IllegalArgumentException e) {
            findings.error(mark, written, "@RateLimited on " + mark.where() + ": " + e.getMessage());
            return;
        }
        Limit before = groups.putIfAbsent(name, limit);
        if (before != null && !before.equals(limit)) {
            findings.error(
                    mark,
                    written,
                    "@RateLimited(group = \"" + name + "\") is " + limit + " on " + mark.where() + " and " + before
                            + " elsewhere; write the same in both places, or name two groups");
        }
    }

    private static String by(Mark mark) {
        AnnotationValue by = mark.value("by");
        return by != null && by.getValue() instanceof VariableElement constant
                ? constant.getSimpleName().toString()
                : "CALLER";
    }
}
