pragma Singleton

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick

// Puts parts of a line together; what is empty is left out.
QtObject {
    id: root

    // For the eye: "Noor Dijkgraaf · Politie Lindervoort".
    function line(parts: list<string>): string {
        return root.join(parts, " · ");
    }
    // For the ear: "Kortlever, veiligheid: niet alleen, 3 nieuw".
    function spoken(parts: list<string>): string {
        return root.join(parts, ", ");
    }
    function join(parts: list<string>, between: string): string {
        let text = "";
        for (let i = 0; i < parts.length; ++i) {
            if (parts[i].length > 0)
                text += text.length > 0 ? between + parts[i] : parts[i];
        }
        return text;
    }
}
