package dev.sallyport.servlet;

import jakarta.servlet.DispatcherType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a {@code web.xml} or {@code web-fragment.xml} says of filters that no container's API tells: the dispatcher types of their
 * mappings, and whether they take part in asynchronous requests. For one thread. Nothing outside the document is read.
 */
final class Descriptor {
    private final List<Mapping> mappings = new ArrayList<>();
    private final Map<String, Boolean> async = new HashMap<>();

    /** One {@code <filter-mapping>}: where it maps the filter to, servlets by {@code servlet:} and the name. */
    record Mapping(String filter, Set<String> targets, Set<DispatcherType> dispatchers) {}

    List<Mapping> mappingsOf(String filter) {
        return mappings.stream()
                .filter(mapping -> mapping.filter().equals(filter))
                .toList();
    }

    boolean declares(String filter) {
        return async.containsKey(filter);
    }

    boolean isAsyncSupported(String filter) {
        return Boolean.TRUE.equals(async.get(filter));
    }

    /** @throws IllegalStateException when it is no XML document */
    void read(InputStream document) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(document);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "filter" -> filter(xml);
                        case "filter-mapping" -> mapping(xml);
                        default -> {}
                    }
                }
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A web.xml or web-fragment.xml cannot be read: " + e.getMessage(), e);
        }
    }

    private void filter(XMLStreamReader xml) throws XMLStreamException {
        String name = "";
        boolean isAsync = false;
        while (nextWithin(xml, "filter")) {
            switch (xml.getLocalName()) {
                case "filter-name" -> name = xml.getElementText().strip();
                case "async-supported" -> isAsync = xml.getElementText().strip().equals("true");
                default -> {}
            }
        }
        async.merge(name, isAsync, Boolean::logicalOr);
    }

    private void mapping(XMLStreamReader xml) throws XMLStreamException {
        String name = "";
        Set<String> targets = new TreeSet<>();
        Set<DispatcherType> dispatchers = EnumSet.noneOf(DispatcherType.class);
        while (nextWithin(xml, "filter-mapping")) {
            switch (xml.getLocalName()) {
                case "filter-name" -> name = xml.getElementText().strip();
                case "url-pattern" -> targets.add(xml.getElementText().strip());
                case "servlet-name" ->
                    targets.add("servlet:" + xml.getElementText().strip());
                case "dispatcher" ->
                    dispatchers.add(dispatcher(xml.getElementText().strip()));
                default -> {}
            }
        }
        mappings.add(
                new Mapping(name, targets, dispatchers.isEmpty() ? EnumSet.of(DispatcherType.REQUEST) : dispatchers));
    }

    /** The container has read it before, and refuses what it does not know. */
    private static DispatcherType dispatcher(String text) throws XMLStreamException {
        try {
            return DispatcherType.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new XMLStreamException("<dispatcher>" + text + "</dispatcher> is none of those there are", e);
        }
    }

    /** Goes to the next element that begins; false at the end of the one named. */
    private static boolean nextWithin(XMLStreamReader xml, String element) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals(element)) {
                return false;
            }
        }
        return false;
    }
}
