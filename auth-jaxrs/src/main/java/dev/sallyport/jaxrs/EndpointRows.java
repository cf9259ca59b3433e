package dev.sallyport.jaxrs;

import dev.sallyport.scope.Scope;
import dev.sallyport.servlet.rule.NamedRule;
import dev.sallyport.servlet.rule.Vocabulary;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the resource methods of a root resource demand, as the table of endpoints has it: those of the class, and those of the
 * sub-resources that its locators promise. A locator that promises no more than an object has one line for all that may come. For
 * use while an application starts.
 */
final class EndpointRows {
    private static final String LATER = "as the class says that the locator returns, which is read when it comes";

    private final ResourceRules rules;
    private final Vocabulary vocabulary;
    private final Set<Row> rows = new LinkedHashSet<>();

    private EndpointRows(ResourceRules rules, Vocabulary vocabulary) {
        this.rules = rules;
        this.vocabulary = vocabulary;
    }

    /** @throws IllegalStateException when annotations make no sense, with the class, the fault and what to do */
    static List<Row> of(Class<?> root, String path, List<String> bases, ResourceRules rules, Vocabulary vocabulary) {
        EndpointRows found = new EndpointRows(rules, vocabulary);
        bases.forEach(base -> found.add(root, joined(base, path), List.of(), Set.of()));
        return List.copyOf(found.rows);
    }

    private void add(Class<?> type, String path, List<NamedRule> way, Set<Class<?>> above) {
        Misplaced.refuseIn(type);
        Designation.in(type).forEach((method, designation) -> {
            String whole = joined(path, designation.path());
            if (designation.isLocator()) {
                addBelow(type, method, whole, way, above);
            } else {
                List<NamedRule> all = and(way, List.of(rules.read(type, method, vocabulary)));
                designation.httpMethods().forEach(each -> rows.add(row(whole, each, all, "")));
            }
        });
    }

    private void addBelow(Class<?> type, Method locator, String path, List<NamedRule> way, Set<Class<?>> above) {
        Class<?> promised = promised(locator);
        boolean isCircle = promised == type || above.contains(promised);
        if (isCircle || Designation.in(promised).isEmpty()) {
            List<NamedRule> own = rules.written(type, List.of(locator), vocabulary);
            rows.add(row(joined(path, "/*"), "*", and(way, own), LATER));
            return;
        }
        Set<Class<?>> here = new LinkedHashSet<>(above);
        here.add(type);
        List<NamedRule> known = rules.written(type, Locators.between(type, promised), vocabulary);
        add(promised, path, and(way, known), here);
        if (Modifier.isAbstract(promised.getModifiers())) {
            rows.add(row(joined(path, "/*"), "*", and(way, known), LATER));
        }
    }

    /** All must be met; what is said twice is said once. */
    private static Row row(String path, String method, List<NamedRule> all, String further) {
        List<Row> parts = all.stream()
                .map(rule -> Row.of(path, method, rule.rule().rule()))
                .toList();
        String text = Stream.concat(parts.stream().map(Row::rule), Stream.of(further))
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining("; and "));
        List<Scope> scopes = parts.stream()
                .flatMap(part -> part.scopes().stream())
                .distinct()
                .toList();
        return new Row(path, method, text, scopes);
    }

    private static Class<?> promised(Method locator) {
        return locator.getReturnType() == Class.class
                        && locator.getGenericReturnType() instanceof ParameterizedType type
                        && type.getActualTypeArguments()[0] instanceof Class<?> argument
                ? argument
                : locator.getReturnType();
    }

    private static List<NamedRule> and(List<NamedRule> way, List<NamedRule> own) {
        List<NamedRule> all = new ArrayList<>(way);
        all.addAll(own);
        return all;
    }

    private static String joined(String base, String path) {
        return base
                + Arrays.stream(path.split("/(?![^{]*})", -1))
                        .filter(segment -> !segment.isEmpty())
                        .map(segment -> "/" + segment)
                        .collect(Collectors.joining());
    }
}
