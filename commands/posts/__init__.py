"""What happens under a post of a forum: people and resources, answers, « Résolu », an answer kept."""
