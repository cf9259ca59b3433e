package dev.sallyport.jaxrs;

import dev.sallyport.servlet.rule.Ancestry;
import dev.sallyport.servlet.rule.Vocabulary;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;

/**
 * Reads the annotations of every method of a root resource, so that those that make no sense stop the start. Methods of
 * sub-resources may come to light only with a request, which finds them closed then.
 */
final class StartCheck implements DynamicFeature {
    private final ResourceRules rules;
    private final Vocabulary vocabulary;

    StartCheck(ResourceRules rules, Vocabulary vocabulary) {
        this.rules = rules;
        this.vocabulary = vocabulary;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Class<?> type = resource.getResourceClass();
        if (type != null && resource.getResourceMethod() != null && isRoot(type)) {
            rules.read(type, resource.getResourceMethod(), vocabulary);
        }
    }

    private static boolean isRoot(Class<?> type) {
        return Ancestry.of(type, ancestor -> false).levels().stream()
                .flatMap(List::stream)
                .anyMatch(each -> each.isAnnotationPresent(Path.class));
    }
}
