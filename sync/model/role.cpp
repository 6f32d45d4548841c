// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/role.h"

namespace vb::model {

std::string_view roleName(Role role) {
    switch (role) {
    case Role::Procesregisseur:
        return "procesregisseur";
    case Role::Informatievoorziening:
        return "informatievoorziening";
    case Role::Casusregisseur:
        return "casusregisseur";
    case Role::Notulist:
        return "notulist";
    case Role::OmMedewerker:
        return "om";
    case Role::Manager:
        return "manager";
    }
    return "unknown";
}

} // namespace vb::model
